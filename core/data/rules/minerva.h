// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/tasks/rule.h"

namespace lapidary {

/// "Final Answer: The final answer is … I hope it is correct.", the first one, with the normalisation of Minerva
/// (Lewkowycz et al. 2022, arXiv:2206.14858, appendix D.1); then equal as texts or by sameAnswer(). A solution without
/// that sentence has no answer, though it may have a box.
std::unique_ptr<Rule> makeMinervaRule();

} // namespace lapidary
