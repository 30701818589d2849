// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/spans.h"
#include "core/engine/generate/step_tokens.h"
#include "core/text/answer/calculator.h"

namespace lapidary {

namespace {

std::size_t tokensFor(const Completion &completion, std::size_t bytes, const SearchContext &context) {
    return lapidary::tokensFor(context.decode, completion.ids, bytes);
}

} // namespace

std::vector<TokenSpan> stepSpans(const Completion &completion, const SearchContext &context) {
    std::vector<TokenSpan> spans;
    if (!context.decode || completion.ids.empty()) return spans;
    const std::string mark = context.rule ? context.rule->stepMark() : std::string();
    for (const auto &[begin, end] : stepTokens(context.decode, completion.ids, completion.text, mark))
        spans.push_back({begin, end});
    return spans;
}

std::vector<TokenSpan> calculatedTokens(const Completion &completion, const SearchContext &context) {
    std::vector<TokenSpan> spans;
    if (!context.decode || completion.ids.empty()) return spans;
    for (const auto &[begin, end] : calculatedSpans(completion.text))
        spans.push_back({tokensFor(completion, begin, context), tokensFor(completion, end, context)});
    return spans;
}

TokenSpan answerSpan(const Candidate &candidate, const SearchContext &context) {
    const Completion &completion = candidate.completion;
    const TokenSpan all{0, completion.ids.size()};
    if (!candidate.answer || candidate.answer->empty() || !context.decode) return all;
    const std::size_t place = completion.text.rfind(*candidate.answer);
    if (place == std::string::npos) return all;
    const std::size_t before = tokensFor(completion, place + 1, context);
    const std::size_t end = tokensFor(completion, place + candidate.answer->size(), context);
    return {before == 0 ? 0 : before - 1, end};
}

} // namespace lapidary
