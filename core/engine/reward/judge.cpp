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
        const auto said = askJudge({.prompt = context.judgePrompt}, values, context);
        if (!said) return unexpected(said.error());
        RewardRows out;
        for (const JudgeAnswer &each : *said) out.rows.push_back({each.first});
        return out;
    }
};

Result<std::vector<std::string>> textsOf(const std::string &prompt,
                                         const std::vector<std::map<std::string, std::string>> &values,
                                         QuestionReader &reader) {
    std::vector<std::string> out;
    for (const auto &each : values) {
        const auto asked = fillPrompt(prompt, each);
        if (!asked) return unexpected(asked.error());
        auto text = reader.textOf(*asked);
        if (!text) return unexpected(text.error());
        out.push_back(std::move(*text));
    }
    return out;
}

} // namespace

Result<std::vector<JudgeAnswer>> askJudge(const JudgeQuestion &question,
                                          const std::vector<std::map<std::string, std::string>> &values,
                                          const RewardContext &context) {
    if (auto ok = checkJudge(context); !ok) return unexpected(ok.error());
    const auto texts = textsOf(question.prompt, values, *context.reader);
    if (!texts) return unexpected(texts.error());
    std::vector<JudgeAnswer> out(texts->size());
    if (question.maxReasonTokens > 0) {
        const auto reasons =
            writeReasons(*context.judge, *context.reader, *texts, question.maxReasonTokens, context.stop);
        if (!reasons) return unexpected(reasons.error());
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = {.reason = (*reasons)[i].text, .tokens = (*reasons)[i].tokens()};
    }
    std::vector<LetterQuestion> asked;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const std::string begun = question.maxReasonTokens > 0 ? out[i].reason + question.answerPrefix : "";
        auto each = letterQuestion(context.reader->tokenizer(), (*texts)[i], begun, context.judgeAnswers);
        if (!each) return unexpected(each.error());
        asked.push_back(std::move(*each));
    }
    const auto said = askLetters(*context.judge, asked, context.stop);
    if (!said) return unexpected(said.error());
    for (std::size_t i = 0; i < out.size(); ++i) out[i].first = (*said)[i].first;
    return out;
}

std::unique_ptr<Reward> judgeReward() {
    return std::make_unique<JudgeReward>();
}

} // namespace lapidary
