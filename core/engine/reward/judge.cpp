// SPDX-License-Identifier: Apache-2.0
#include "core/engine/reward/judge.h"
#include "core/engine/feedback/letter_judge.h"
#include "core/engine/feedback/question_reader.h"
#include "core/text/prompt_words.h"

namespace lapidary {
namespace {

class JudgeReward : public Reward {
public:
    Result<RewardRows> score(std::span<const Judged> completions, RewardContext &context) override {
        if (auto ok = check(context); !ok) return unexpected(ok.error());
        std::vector<LetterQuestion> questions;
        for (const Judged &each : completions) {
            auto question = questionOf(each, context);
            if (!question) return unexpected(question.error());
            questions.push_back(std::move(*question));
        }
        const auto said = askLetters(*context.judge, questions, context.stop);
        if (!said) return unexpected(said.error());
        RewardRows out;
        for (const LetterVerdict &each : *said) out.rows.push_back({each.first});
        return out;
    }

private:
    static Status check(const RewardContext &context) {
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

    static Result<LetterQuestion> questionOf(const Judged &judged, const RewardContext &context) {
        const auto asked =
            fillPrompt(context.judgePrompt, {{"prompt", judged.problem->question()}, {"answer", judged.text}});
        if (!asked) return unexpected(asked.error());
        const auto text = context.reader->textOf(*asked);
        if (!text) return unexpected(text.error());
        return letterQuestion(context.reader->tokenizer(), *text, "", context.judgeAnswers);
    }
};

} // namespace

std::unique_ptr<Reward> judgeReward() {
    return std::make_unique<JudgeReward>();
}

} // namespace lapidary
