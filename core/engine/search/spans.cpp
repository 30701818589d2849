// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/spans.h"
#include "core/engine/generate/text_behind.h"
#include "core/text/answer/calculator.h"

namespace lapidary {

namespace {

/// The first token behind which the text has at least `bytes` bytes; of all of them where it never has.
std::size_t tokensFor(const Completion &completion, std::size_t bytes, const SearchContext &context) {
    std::size_t below = 0, enough = completion.ids.size(); // the text grows with the tokens
    while (below < enough) {
        const std::size_t middle = (below + enough) / 2;
        const auto end = completion.ids.begin() + static_cast<std::ptrdiff_t>(middle);
        if (textBehind(context.decode, {completion.ids.begin(), end}, 0).size() >= bytes)
            enough = middle;
        else
            below = middle + 1;
    }
    return enough;
}

bool hasWord(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") != text.npos;
}

} // namespace

std::vector<TokenSpan> stepSpans(const Completion &completion, const SearchContext &context) {
    std::vector<TokenSpan> spans;
    if (!context.decode || completion.ids.empty()) return spans;
    const std::string own = context.rule ? context.rule->stepMark() : std::string();
    const std::string mark = own.empty() ? std::string(1, '\n') : own;
    const std::string &text = completion.text;
    std::size_t token = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t found = text.find(mark, begin),
                          end = std::min(text.size(), found + (found == text.npos ? 0 : mark.size()));
        const std::size_t last = tokensFor(completion, end, context);
        if (hasWord(text.substr(begin, std::min(found, text.size()) - begin)) && last > token)
            spans.push_back({token, last});
        token = std::max(token, last);
        begin = end;
    }
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
