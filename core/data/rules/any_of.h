// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/tasks/rule.h"

namespace lapidary {

/// Another rule, with several references: right where one of them is. They are the list "references" of the problem, or
/// a reference that is written as a JSON list; a single one is a list of one. Errors: reward.rule_argument.
Result<std::unique_ptr<Rule>> makeAnyOfRule(const std::string &rule);

} // namespace lapidary
