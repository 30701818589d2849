// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/generate/kept_texts.h"
#include "core/engine/generate/sampling.h"
#include "core/engine/model/decoder.h"
#include <stop_token>

namespace lapidary {

/// What one problem cost. Tokens decoded = kept + rejected + rollout; `distinct` counts a prefix that several
/// samples share once; `cached` are tokens before a sample, of the prompt and of what was written of the answer, that
/// were not computed again for it; `verifier` is read by a scorer model.
struct TokenCount {
    std::int64_t kept = 0, distinct = 0, rejected = 0, rollout = 0, verifier = 0, cached = 0;
    std::int64_t spent() const { return kept + rejected + rollout + verifier; }
    TokenCount &operator+=(const TokenCount &other);
};
Json toJson(const TokenCount &tokens);

struct GenerationPrompt {
    std::vector<std::int64_t> ids{};
    std::string key{};  ///< names the random streams: of what is unique, such as the position in the data, never of an
                        ///< id that rows may share
    std::int64_t n = 1; ///< samples
    std::int64_t firstSample = 0;  ///< their numbers start here, so that a resumed call draws the others
    std::int64_t maxNewTokens = 0; ///< of this prompt alone, where it may not have as many as the others; 0: as they
    std::shared_ptr<const KeptText> known{}; ///< with which the ids begin: it is not read again
    bool byFirstRank = false; ///< sample i begins with the token of rank i (0: the likeliest); the rest is drawn
};

/// How sure a model was of a token: of its logits as they are, whatever it was drawn from.
struct TokenScore {
    float logprob = 0, entropy = 0; ///< nats
    float margin = 0; ///< probability of the likeliest token less that of the next (Wang and Zhou, arXiv 2402.10200)
    float confidence = 0; ///< nats: −mean log-probability of the 20 likeliest (Fu et al., arXiv 2508.15260)
    float certainty = 0;  ///< nats: KL(uniform ‖ model) (Kang et al., arXiv 2502.18581)
};

struct Completion {
    std::vector<std::int64_t> ids; ///< with the end token where one came
    std::string text;         ///< what it adds to the prompt's text, without the end token and cut before a stop text
    std::string finishReason; ///< "stop", "length" or "cancelled"
    std::vector<float> logprobs;      ///< of each token at logits / temperature
    std::vector<float> entropies;     ///< empty unless asked for
    std::vector<TokenScore> scores{}; ///< empty unless asked for
    std::int64_t countedTokens = -1;  ///< as a remote model counts them: it gives no ids
    Json remote{};                    ///< what a remote model says besides: {"reasoning"?, "tokens"?}
    double logprob() const;           ///< their sum
    std::int64_t tokens() const;      ///< how many it has
};

struct GeneratedPrompt {
    std::vector<Completion> completions;
    std::int64_t cachedTokens = 0;          ///< of the prompts of all samples together
    std::shared_ptr<const KeptText> read{}; ///< the prompt, where texts are kept
    std::vector<std::shared_ptr<const KeptText>>
        written{}; ///< with each sample that is kept; empty or null for all others
    Json remote{}; ///< where a remote model wrote them: {"origin", "model", "requests", "retries", "flags", "problem"?}
};

/// Ids to text; how stop texts are found and `Completion::text` is filled. Without it both stay empty.
using DecodeText = std::function<std::string(const std::vector<std::int64_t> &ids)>;

struct GenerateOptions {
    SamplingConfig sampling{};
    bool entropy = false;
    std::int64_t maxRows = 0;              ///< rows decoded side by side; 0: as many as are fastest here
    std::int64_t maxPrefillTokens = 32768; ///< padded prompt tokens in one forward pass
    DecodeText decode{};
    std::shared_ptr<KeptTexts> kept{}; ///< takes the prompts, behind which something else may be asked for
    bool keepWritten = false;          ///< and samples that a text ended, which may go on
    /// What is read and written may be the beginning of a later prompt, as in a conversation. The first sample of every
    /// prompt is kept, too, and long prompts are read in pieces: what is known of one then changes no bit of an answer.
    bool goesOn = false;
    bool scores = false;
    std::stop_token stop{};
    std::function<void(std::int64_t done, std::int64_t total)> progress{}; ///< in samples
    /// After each token of a prompt's first sample, the tokens so far: for whoever watches a text being written.
    std::function<void(std::size_t prompt, const std::vector<std::int64_t> &ids)> grew{};
    std::function<void(std::size_t prompt, const GeneratedPrompt &)>
        finished{}; ///< as soon as all its samples are there
};

/// Decodes n samples of every prompt. A completion depends on its seed, key and number, not on what shares the batch.
/// Each distinct prompt is computed once, and its samples share its blocks; rows that have ended leave the batch.
/// A requested stop is no error: what is unfinished comes back with the reason "cancelled".
/// Errors: generate.empty_prompt, generate.too_long, generate.token_out_of_range, generate.shared_stream.
Result<std::vector<GeneratedPrompt>> generate(const Decoder &model, const std::vector<GenerationPrompt> &prompts,
                                              const GenerateOptions &options);

} // namespace lapidary
