// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/given.h"
#include <algorithm>

namespace lapidary {

namespace {

/// The tokens of `text` behind `ids`, which `before` is the text of. Both are tokenised together, as where a model
/// writes on, unless the border would lie within a token: then the text is tokenised alone.
Result<std::vector<std::int64_t>> idsBehind(const std::vector<std::int64_t> &ids,
                                            const std::optional<std::string> &before, const std::string &text,
                                            const SearchContext &context) {
    if (before) {
        auto whole = context.encode(*before + text, true);
        if (!whole) return whole;
        if (whole->size() > ids.size() && std::equal(ids.begin(), ids.end(), whole->begin())) {
            whole->erase(whole->begin(), whole->begin() + static_cast<std::ptrdiff_t>(ids.size()));
            return whole;
        }
    }
    return context.encode(text, false);
}

Result<GivenTexts> givenOf(const Read &read, const ProblemSearch &search, const SearchContext &context) {
    GivenTexts out{.ids = search.idsBefore(read.at)};
    const auto before = search.textBefore(read.at);
    for (const std::string &text : read.texts) {
        auto ids = idsBehind(out.ids, before, text, context);
        if (!ids) return unexpected(ids.error());
        if (ids->empty())
            return fail({.code = "search.no_tokens",
                         .message = "The model has no tokens for a choice, so that it cannot say how likely it is.",
                         .field = "choices",
                         .found = text,
                         .expected = "a text that the model's tokenizer can write"});
        out.texts.push_back(std::move(*ids));
    }
    return out;
}

std::int64_t tokensOf(const GivenTexts &given) {
    std::size_t sum = 0;
    for (const auto &ids : given.texts) sum += ids.size();
    return static_cast<std::int64_t>(sum);
}

/// As if nobody had read them.
std::vector<Completion> unread(const GivenTexts &given) {
    std::vector<Completion> out;
    for (const auto &ids : given.texts)
        out.push_back({.ids = ids, .text = {}, .finishReason = kUnread, .logprobs = {}, .entropies = {}});
    return out;
}

} // namespace

Status readGiven(const std::vector<PendingRead> &pending, std::vector<ProblemSearch> &searches,
                 const SearchContext &context) {
    if (pending.empty()) return {};
    std::vector<GivenTexts> all;
    std::vector<std::size_t> asked;
    for (std::size_t i = 0; i < pending.size(); ++i) {
        ProblemSearch &search = searches[pending[i].problem];
        auto given = givenOf(pending[i].read, search, context);
        if (!given) return unexpected(given.error());
        if (tokensOf(*given) > search.tokensLeft()) {
            search.addGiven(pending[i].read, unread(*given), 0);
            search.setSpent();
            continue;
        }
        all.push_back(std::move(*given));
        asked.push_back(i);
    }
    if (all.empty()) return {};
    auto read = context.model->read(all, context.watch);
    if (!read) return unexpected(read.error());
    for (std::size_t r = 0; r < asked.size(); ++r) {
        const PendingRead &one = pending[asked[r]];
        searches[one.problem].addGiven(one.read, std::move((*read)[r].completions), (*read)[r].cachedTokens);
    }
    return {};
}

} // namespace lapidary
