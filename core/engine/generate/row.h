// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/generate/generator.h"
#include "core/engine/generate/sampler.h"

namespace lapidary {

/// One sample while it is being decoded.
struct GenerationRow {
    std::size_t prompt = 0; ///< index into the call's prompts
    std::size_t sample = 0;
    std::int64_t tokenLimit = 0; ///< of the completion: max_new_tokens, or what the model's positions leave
    Rng rng;
    std::vector<std::int64_t> seen; ///< prompt and completion
    Completion completion{};
    bool active() const { return completion.finishReason.empty(); }
};

/// The name of a sample's random numbers.
std::string sampleStream(const std::string &key, std::int64_t sample);

/// Decides after each token whether a row has ended, and says so in its finishReason.
class RowEnder {
public:
    RowEnder(const DecoderConfig &model, const GenerateOptions &options);
    void check(GenerationRow &row) const;
    /// Fills `text`.
    void close(GenerationRow &row) const;
    bool isEnd(std::int64_t token) const; ///< of a whole answer

private:
    bool hasStopText(const GenerationRow &row) const;
    std::vector<std::int64_t> ends_;
    const GenerateOptions &options_;
    std::size_t longestStop_ = 0;
};

} // namespace lapidary
