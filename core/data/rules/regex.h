// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/tasks/rule.h"

namespace lapidary {

/// The last match of a regular expression (PCRE2, of Python’s dialect, "." also matches a line feed): its group
/// "answer" where it has one, else all of it. A reference in which it matches is read the same way, another one is
/// compared as it stands, without the blanks around it. Errors: reward.rule_argument.
Result<std::unique_ptr<Rule>> makeRegexRule(const std::string &pattern);

} // namespace lapidary
