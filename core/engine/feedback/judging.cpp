// SPDX-License-Identifier: Apache-2.0
#include "core/engine/feedback/judging.h"

namespace lapidary {

Result<std::vector<Judgement>> judge(const Decoder &model, QuestionReader &reader, const JudgeConfig &config,
                                     const std::vector<Contest> &contests,
                                     const std::vector<const Principle *> &principles, const std::stop_token &stop) {
    std::vector<std::string> asked;
    for (std::size_t i = 0; i < contests.size(); ++i)
        for (const bool swapped : {false, true}) {
            const auto question = judgeQuestion(config, contests[i], principles[i], swapped);
            if (!question) return unexpected(question.error());
            auto text = reader.textOf(*question);
            if (!text) return unexpected(text.error());
            asked.push_back(std::move(*text));
        }
    std::vector<std::string> reasons(asked.size());
    if (config.reasonTokens > 0) {
        const auto written = writeReasons(model, reader, asked, config.reasonTokens, stop);
        if (!written) return unexpected(written.error());
        for (std::size_t i = 0; i < reasons.size(); ++i) reasons[i] = (*written)[i].text;
    }
    std::vector<LetterQuestion> questions;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const std::string begun = (reasons[i].empty() ? "" : reasons[i] + "\n") + config.answerPrefix;
        auto question = letterQuestion(reader.tokenizer(), asked[i], begun, config.answers);
        if (!question) return unexpected(question.error());
        questions.push_back(std::move(*question));
    }
    const auto said = askLetters(model, questions, stop);
    if (!said) return unexpected(said.error());
    std::vector<Judgement> out(contests.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        const LetterVerdict &first = (*said)[2 * i], &second = (*said)[2 * i + 1];
        out[i] = {.label = {first.first, 1 - second.first},
                  .mass = std::min(first.mass, second.mass),
                  .reasons = {reasons[2 * i], reasons[2 * i + 1]}};
    }
    return out;
}

} // namespace lapidary
