// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"

namespace lapidary {

/// How completions are drawn; names and order of the filters as in transformers' GenerationConfig.
struct SamplingConfig {
    std::int64_t maxNewTokens = 128;
    std::string sampler = "multinomial";
    double temperature = 1.0;
    std::int64_t topK = 0;
    double topP = 1.0;
    double minP = 0.0;
    double repetitionPenalty = 1.0;
    std::vector<std::string> stop{};
    bool ignoreEos = false;
    std::int64_t seed = 0;

    bool greedy() const { return sampler == "greedy" || temperature == 0; }
    /// What logits are divided by before log-probs are taken: greedy decoding reports those of the model itself.
    double logprobTemperature() const { return greedy() ? 1.0 : temperature; }

    friend bool operator==(const SamplingConfig &, const SamplingConfig &) = default;
};

const Described<SamplingConfig> &describedSampling();

} // namespace lapidary
