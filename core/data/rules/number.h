// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/tasks/rule.h"

namespace lapidary {

/// Numbers as announcedNumber() finds them, equal where they differ by no more than the tolerance: "0.01" is absolute,
/// "1%" relative to the reference. Computed exactly. Errors: reward.rule_argument.
Result<std::unique_ptr<Rule>> makeNumberRule(const std::string &tolerance);

} // namespace lapidary
