// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/strategy.h"

namespace lapidary {

/// Tokens of a completion, from number `begin` to before `end`.
struct TokenSpan {
    std::size_t begin = 0, end = 0;
    std::size_t size() const { return end - begin; }
};

/// The tokens of each step of a text: what the task's mark ends, or a line. A step without a word is none, so that a
/// mark at the very end makes no empty last step.
std::vector<TokenSpan> stepSpans(const Completion &completion, const SearchContext &context);

/// The tokens that say the answer: those of the last place where it stands in its canonical form. Where that is
/// nowhere, all of them.
TokenSpan answerSpan(const Candidate &candidate, const SearchContext &context);

} // namespace lapidary
