// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/tasks/rule.h"

namespace lapidary {

/// Answers in LaTeX or plain mathematics: found by mathAnswerIn() (core/text/answer/math/found.h), equal where
/// sameAnswer() says so (equal.h). A reference may be an answer alone or a whole solution. Reads what Math-Verify reads
/// (Hugging Face, Apache-2.0) with rules of its own; inequalities do not answer for intervals.
std::unique_ptr<Rule> makeMathRule();

} // namespace lapidary
