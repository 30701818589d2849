// SPDX-License-Identifier: Apache-2.0
#include "core/engine/reward/judge.h"
#include "core/engine/feedback/letter_judge.h"
#include "core/engine/feedback/question_reader.h"
#include "core/text/prompt_words.h"

namespace lapidary {
namespace {

Status checkJudge(const RewardContext &context) {
    if (context.stop.stop_requested()) return fail(kCancelled, "stopped while completions were graded");
    if (!context.judge || !context.reader)
        return fail({.code = "train.missing_input",
                     .message = "reward_funcs asks a judge, and the run has none that can read words",
                     .field = "inputs.judge",
                     .found = "nothing",
                     .expected = "a model that writes, with a tokenizer"});
    if (context.judgeAnswers.size() == 2) return {};
    return fail({.code = "judge.answers",
                 .message = "a judge chooses between two answers",
                 .field = "judge_reward_answers",
                 .found = {"{0} of them", context.judgeAnswers.size()},
                 .expected = "two, as [\"yes\", \"no\"]"});
}

class JudgeReward : public Reward {
public:
    Result<RewardRows> score(std::span<const Judged> completions, RewardContext &context) override {
        std::vector<std::map<std::string, std::string>> values;
        for (const Judged &each : completions)
            values.push_back({{"prompt", each.problem->question()}, {"answer", each.text}});
        const auto said = askJudge(context.judgePrompt, values, context);
        if (!said) return unexpected(said.error());
        RewardRows out;
        for (const double right : *said) out.rows.push_back({right});
        return out;
    }
};

} // namespace

Result<std::vector<double>> askJudge(const std::string &prompt,
                                     const std::vector<std::map<std::string, std::string>> &values,
                                     const RewardContext &context) {
    if (auto ok = checkJudge(context); !ok) return unexpected(ok.error());
    std::vector<LetterQuestion> questions;
    for (const auto &each : values) {
        const auto asked = fillPrompt(prompt, each);
        if (!asked) return unexpected(asked.error());
        const auto text = context.reader->textOf(*asked);
        if (!text) return unexpected(text.error());
        auto question = letterQuestion(context.reader->tokenizer(), *text, "", context.judgeAnswers);
        if (!question) return unexpected(question.error());
        questions.push_back(std::move(*question));
    }
    const auto said = askLetters(*context.judge, questions, context.stop);
    if (!said) return unexpected(said.error());
    std::vector<double> out;
    for (const LetterVerdict &each : *said) out.push_back(each.first);
    return out;
}

std::unique_ptr<Reward> judgeReward() {
    return std::make_unique<JudgeReward>();
}

} // namespace lapidary
