// SPDX-License-Identifier: Apache-2.0
#include "app/worker/remote_judge.h"
#include "app/worker/remote_session.h"
#include "core/text/judge.h"

namespace lapidary {

JudgeAnswers remoteJudge(const SearchContext &search) {
    return [&search](const std::string &judge,
                     const std::vector<JudgedAnswer> &answers) -> Result<std::vector<Judgement>> {
        const auto model = openRemote({{"remote", remoteNameOf(judge).value_or(judge)}});
        if (!model) return unexpected(model.error());
        std::vector<SearchProblem> questions;
        for (const auto &each : answers)
            questions.push_back(
                {.problem = {.id = {}, .prompt = judgePrompt(each.question, each.answer), .reference = {}, .row = {}}});
        const CandidateConfig config{.sampling = {.maxNewTokens = 1024, .temperature = 0}, .n = 1};
        SearchContext asking;
        asking.stop = search.stop;
        asking.notice = search.notice;
        const auto said = drawRemotely(*model, questions, asking, config, CutAnswers::Refuse);
        if (!said) return unexpected(said.error());
        std::vector<Judgement> out;
        for (const auto &each : *said) {
            const Completion &completion = each.completions.front();
            out.push_back({.score = ratingOf(completion.text),
                           .tokens = completion.tokens(),
                           .cancelled = completion.finishReason == "cancelled"});
        }
        return out;
    };
}

} // namespace lapidary
