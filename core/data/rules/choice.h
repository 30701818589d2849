// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/tasks/rule.h"

namespace lapidary {

/// The letter of an option, A to J: "The answer is (B)", "Answer: B", \boxed{\text{B}}, or a text that is a letter
/// alone. The last one that is announced counts; where two are offered ("B or C") there is none. An "A" that begins a
/// sentence is no option.
std::unique_ptr<Rule> makeChoiceRule();

} // namespace lapidary
