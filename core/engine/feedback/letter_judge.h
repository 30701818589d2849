// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/decoder.h"
#include "core/text/tokenizer/tokenizer.h"
#include <array>
#include <stop_token>

namespace lapidary {

/// What a judge is asked: the tokens before its answer, and those of the two answers that it may give.
struct LetterQuestion {
    std::vector<std::int64_t> ids{};
    std::array<std::vector<std::int64_t>, 2> answers{};
};

/// `text` is what the judge reads (of a chat: as its template writes it), `begun` what its answer begins with, as
/// "Answer: (". Errors: judge.same_answer where both answers begin with the same tokens and one ends there.
Result<LetterQuestion> letterQuestion(const Tokenizer &tokenizer, const std::string &text, const std::string &begun,
                                      const std::vector<std::string> &answers);

/// What the judge says: the normalised probability of the first answer, p(A) / (p(A) + p(B)), read from its
/// log-probabilities, and p(A) + p(B): where that is small, it would have said something else.
struct LetterVerdict {
    double first = 0.5, mass = 0;
};
/// kCancelled where it was stopped.
Result<std::vector<LetterVerdict>> askLetters(const Decoder &judge, const std::vector<LetterQuestion> &questions,
                                              const std::stop_token &stop = {});

} // namespace lapidary
