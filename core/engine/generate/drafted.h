// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/generate/generator.h"

namespace lapidary {

/// How the next tokens of a text are guessed: by a smaller model of the same tokens, or where there is none from the
/// text itself (prompt lookup): they are those that stood behind the last earlier place where its last `ngram` tokens
/// stand, or fewer of them.
struct Drafting {
    std::int64_t tokens = 0; ///< guessed at a time; 0: none
    std::int64_t ngram = 3;
    std::shared_ptr<const Decoder> model{};
    friend bool operator==(const Drafting &, const Drafting &) = default;
};

/// At most `most` guesses of what comes behind `seen`.
std::vector<std::int64_t> draftOf(const std::vector<std::int64_t> &seen, std::int64_t ngram, std::int64_t most);

/// What guessing was worth.
struct DraftCount {
    std::int64_t passes = 0;   ///< of the network behind the prompt
    std::int64_t guessed = 0;  ///< tokens
    std::int64_t accepted = 0; ///< of them
};

/// Speculative decoding (Leviathan et al. 2023, arXiv 2211.17192) with guesses that are certain of themselves: one pass
/// reads all of them, a token is drawn at each as generate() draws it, and they stand as long as they are what is
/// drawn. Accepting with probability min(1, p / q) and drawing from what is left otherwise comes to just that where q
/// is 1. A model guesses what it would draw itself by the very random numbers that the next tokens are drawn with, so
/// it is right the more often the more alike the two are. So a completion is that of generate() token for token, to the
/// bit where our own kernels read; elsewhere it has the same distribution up to rounding. Errors: those of generate().
Result<GeneratedPrompt> generateDrafted(const Decoder &model, const GenerationPrompt &prompt,
                                        const GenerateOptions &options, const Drafting &drafting, DraftCount &count);

} // namespace lapidary
