// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/judge.h"
#include "core/text/judge.h"
#include <algorithm>

namespace lapidary {

namespace {

/// A chat is shown as it is; tokens as the text that they stand for.
Result<std::string> questionOf(const SearchProblem &problem, const SearchContext &context) {
    if (!problem.messages.is_null()) return dumpJson(problem.messages);
    if (problem.ids.empty()) return problem.problem.prompt;
    if (!context.decode)
        return fail({.code = "search.no_question",
                     .message = "Without a tokenizer a judge cannot be shown what the tokens ask.",
                     .field = "ids",
                     .remedy = "Give a prompt."});
    return context.decode(problem.ids);
}

} // namespace

Result<std::vector<NodeScore>> askJudge(std::span<const ToScore> all, const SearchContext &context,
                                        const ScoreOptions &options) {
    std::vector<CompletionRequest> requests;
    std::vector<std::size_t> asked;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!all[i].candidate.fault().empty()) continue;
        const auto question = questionOf(*all[i].problem, context);
        if (!question) return unexpected(question.error());
        requests.push_back({.prompt = judgePrompt(*question, all[i].candidate.text),
                            .stream = "judge/" + std::to_string(i),
                            .sampling = {.temperature = 0},
                            .until = {.tokens = 1024}});
        asked.push_back(i);
    }
    const auto model = context.modelNamed(options.by);
    if (!model) return unexpected(model.error());
    if ((*model)->knowsTokens())
        return fail({.code = "search.judge_here",
                     .message = "A judge must be a remote model, which is asked with text.",
                     .field = "judge",
                     .found = options.by});
    const auto said = (*model)->complete(requests, {.stop = context.watch.stop, .notice = context.watch.notice});
    if (!said) return unexpected(said.error());
    std::vector<NodeScore> out(all.size());
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const Completion &completion = (*said)[i].completions.front();
        out[asked[i]] = {.value = ratingOf(completion.text),
                         .tokens = completion.tokens(),
                         .cancelled = completion.finishReason == "cancelled"};
    }
    return out;
}

} // namespace lapidary
