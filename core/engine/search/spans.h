// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/strategy.h"

namespace lapidary {

/// The tokens of each step of a text: what the task's mark ends, or a line. A step without a word is none, so that a
/// mark at the very end makes no empty last step.
std::vector<TokenSpan> stepSpans(const Completion &completion, const SearchContext &context);

/// The tokens that the calculator wrote in a text that was drawn with it: those that end within its bytes.
std::vector<TokenSpan> calculatedTokens(const Completion &completion, const SearchContext &context);

/// The tokens that say the answer: those of the last place where it stands in its canonical form. Where that is
/// nowhere, all of them.
TokenSpan answerSpan(const Candidate &candidate, const SearchContext &context);

} // namespace lapidary
