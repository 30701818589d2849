// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/cli/verb.h"

namespace lapidary {

Action defineTokens(CLI::App &command, const Common &common);

} // namespace lapidary
