// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/tasks/rule.h"

namespace lapidary {

/// The game of 24 (Yao et al. 2023, arXiv:2305.10601): an expression that uses each number of the problem exactly once
/// and comes to the reference, 24 where there is none; in the last line, behind "Answer:" and before "=". Computed
/// exactly. Numbers are those of the field "numbers", else those of the question.
std::unique_ptr<Rule> makeGame24Rule();

} // namespace lapidary
