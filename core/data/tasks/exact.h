// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/tasks/rule.h"

namespace lapidary {

std::unique_ptr<Rule> makeExactRule();

} // namespace lapidary
