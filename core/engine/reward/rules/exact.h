// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/reward/rule.h"

namespace lapidary {

std::unique_ptr<Rule> makeExactRule();

} // namespace lapidary
