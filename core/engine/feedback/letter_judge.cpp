// SPDX-License-Identifier: Apache-2.0
#include "core/engine/feedback/letter_judge.h"
#include "core/engine/generate/teacher_forced.h"
#include "core/text/chat_prompt.h"
#include <algorithm>
#include <cmath>

namespace lapidary {
namespace {

constexpr std::size_t kQuestionsPerLook = 32; ///< between two of them a stop is seen

std::vector<std::int64_t> wide(const std::vector<std::int32_t> &ids) {
    return {ids.begin(), ids.end()};
}

bool beginsWith(const std::vector<std::int64_t> &ids, const std::vector<std::int64_t> &part) {
    return part.size() <= ids.size() && std::equal(part.begin(), part.end(), ids.begin());
}

/// Of log-probabilities: no underflow, and a number also where both are impossible.
LetterVerdict verdictOf(double first, double second) {
    if (!std::isfinite(first) && !std::isfinite(second)) return {};
    return {1 / (1 + std::exp(second - first)), std::exp(first) + std::exp(second)};
}

double sumOf(const TokenScores &scores) {
    double sum = 0;
    for (const float each : scores.logprobs) sum += static_cast<double>(each);
    return sum;
}

} // namespace

Result<LetterQuestion> letterQuestion(const Tokenizer &tokenizer, const std::string &text, const std::string &begun,
                                      const std::vector<std::string> &answers) {
    const auto read = tokenizer.encode(text, true);
    if (!read) return unexpected(read.error());
    const auto behind = tokensBehind(tokenizer, text, read->ids, begun, true);
    if (!behind) return unexpected(behind.error());
    LetterQuestion out{.ids = wide(read->ids)};
    if (!begun.empty()) out.ids.insert(out.ids.end(), behind->begin(), behind->end());
    const std::vector<std::int32_t> all(out.ids.begin(), out.ids.end());
    for (std::size_t i = 0; i < 2; ++i) {
        const auto answer = tokensBehind(tokenizer, text + begun, all, answers[i], true);
        if (!answer) return unexpected(answer.error());
        out.answers[i] = wide(*answer);
    }
    if (beginsWith(out.answers[0], out.answers[1]) || beginsWith(out.answers[1], out.answers[0]))
        return fail({.code = "judge.same_answer",
                     .message = "the judge's two answers cannot be told apart by their tokens",
                     .field = "answers",
                     .found = {"{0} and {1}", answers[0], answers[1]},
                     .expected = "two words that the judge's tokenizer writes otherwise"});
    return out;
}

Result<std::vector<LetterVerdict>> askLetters(const Decoder &judge, const std::vector<LetterQuestion> &questions,
                                              const std::stop_token &stop) {
    std::vector<LetterVerdict> out;
    for (std::size_t begin = 0; begin < questions.size(); begin += kQuestionsPerLook) {
        if (stop.stop_requested()) return fail(kCancelled, "stopped while a judge was asked");
        std::vector<PromptAndCompletion> rows;
        const std::size_t end = std::min(begin + kQuestionsPerLook, questions.size());
        for (std::size_t q = begin; q < end; ++q)
            for (const auto &answer : questions[q].answers) rows.push_back({questions[q].ids, answer});
        const auto scores = teacherForcedLogprobs(judge, rows);
        if (!scores) return unexpected(scores.error());
        for (std::size_t i = 0; i < scores->size(); i += 2)
            out.push_back(verdictOf(sumOf((*scores)[i]), sumOf((*scores)[i + 1])));
    }
    return out;
}

} // namespace lapidary
