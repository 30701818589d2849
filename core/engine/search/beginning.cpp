// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/beginning.h"
#include "core/engine/generate/text_behind.h"
#include <algorithm>

namespace lapidary {

namespace {

Result<std::vector<std::int64_t>> idsOf(const SearchProblem &problem, const std::vector<std::int64_t> &prompt,
                                        const std::string &examples, const SearchContext &context) {
    if (problem.ids.empty()) {
        auto whole = context.encode(examples + problem.problem.prompt + problem.begun.text, true);
        if (!whole) return whole;
        if (whole->size() > prompt.size() && std::equal(prompt.begin(), prompt.end(), whole->begin())) {
            whole->erase(whole->begin(), whole->begin() + std::ssize(prompt));
            return whole;
        }
    }
    return context.encode(problem.begun.text, false);
}

/// A model would have written nothing behind such a text.
Status checkGoesOn(const std::string &text, const std::vector<std::string> &ends) {
    for (const auto &end : ends)
        if (!end.empty() && text.find(end) != text.npos)
            return fail({.code = "search.begun_ended",
                         .message = "In the beginning of the answer stands a text that ends every answer.",
                         .field = "begun",
                         .found = end,
                         .remedy = "Take it out of the beginning, or out of the texts that end (stop)."});
    return {};
}

} // namespace

Result<Beginning> beginningOf(const SearchProblem &problem, const std::vector<std::int64_t> &prompt,
                              const std::string &examples, const Drawing &drawing, const SearchContext &context) {
    Beginning out = problem.begun;
    if (out.empty()) return out;
    if (!context.model->knowsTokens()) {
        out.ids.clear();
        if (out.text.empty())
            return fail({.code = "search.begun_unknown",
                         .message = "A remote model has tokens of its own, which nobody here knows.",
                         .field = "begun.ids",
                         .expected = "\"text\" in \"begun\""});
    } else if (out.ids.empty()) {
        auto ids = idsOf(problem, prompt, examples, context);
        if (!ids) return unexpected(ids.error());
        out.ids = std::move(*ids);
    }
    if (!out.ids.empty() && context.decode) {
        auto all = prompt;
        all.insert(all.end(), out.ids.begin(), out.ids.end());
        out.text = textBehind(context.decode, all, prompt.size());
    }
    if (auto ok = checkGoesOn(out.text, drawing.sampling.stop); !ok) return unexpected(ok.error());
    return out;
}

} // namespace lapidary
