// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/tasks/rule.h"

namespace lapidary {

/// As lm-evaluation-harness filters GSM8K flexibly: the last digits anywhere, compared as gsm8k_strict does. It pays
/// for talking on and for a number that merely stands last; for comparison with published results, not for training.
std::unique_ptr<Rule> makeGsm8kFlexibleRule();

} // namespace lapidary
