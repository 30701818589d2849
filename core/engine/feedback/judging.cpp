// SPDX-License-Identifier: Apache-2.0
#include "core/engine/feedback/judging.h"

namespace lapidary {

namespace {

struct Asked {
    std::string text{}, reason{};
};

/// Reasons of all questions, the likeliest ones: the same judge gives the same.
Status giveReasons(const Decoder &model, const QuestionReader &reader, const JudgeConfig &config,
                   std::vector<Asked> &questions, const std::stop_token &stop) {
    std::vector<ToWrite> wanted;
    for (const Asked &each : questions) wanted.push_back({each.text, "", std::to_string(wanted.size())});
    SamplingConfig sampling{.maxNewTokens = config.reasonTokens, .temperature = 0};
    const auto written = writeAnswers(model, reader, wanted, sampling, stop);
    if (!written) return unexpected(written.error());
    for (std::size_t i = 0; i < questions.size(); ++i) questions[i].reason = (*written)[i].text;
    return {};
}

} // namespace

Result<std::vector<Judgement>> judge(const Decoder &model, QuestionReader &reader, const JudgeConfig &config,
                                     const std::vector<Contest> &contests,
                                     const std::vector<const Principle *> &principles, const std::stop_token &stop) {
    std::vector<Asked> asked;
    for (std::size_t i = 0; i < contests.size(); ++i)
        for (const bool swapped : {false, true}) {
            const auto question = judgeQuestion(config, contests[i], principles[i], swapped);
            if (!question) return unexpected(question.error());
            auto text = reader.textOf(*question);
            if (!text) return unexpected(text.error());
            asked.push_back({std::move(*text)});
        }
    if (config.reasonTokens > 0)
        if (auto ok = giveReasons(model, reader, config, asked, stop); !ok) return unexpected(ok.error());
    std::vector<LetterQuestion> questions;
    for (const Asked &each : asked) {
        const std::string begun = (each.reason.empty() ? "" : each.reason + "\n") + config.answerPrefix;
        auto question = letterQuestion(reader.tokenizer(), each.text, begun, config.answers);
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
                  .reasons = {asked[2 * i].reason, asked[2 * i + 1].reason}};
    }
    return out;
}

} // namespace lapidary
