// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/tasks/rule.h"

namespace lapidary {

/// As lm-evaluation-harness filters GSM8K strictly: the first "#### " and the digits behind it, compared as text
/// without commas, $ and a point at the end. "18.00" is not "18".
std::unique_ptr<Rule> makeGsm8kStrictRule();

/// A number as that comparison sees it: "$1,000." is "1000".
std::string bareDigits(std::string_view digits);

} // namespace lapidary
