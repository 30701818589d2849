// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/rng.h"
#include "core/engine/generate/sampling.h"
#include <span>

// Plain floats, no tensors: one row of logits is one vocabulary long and lies in the cache of the core that reads it.
namespace lapidary {

/// What a sampler reads for one row. Logits are the model's own, in f32.
struct SamplerRow {
    std::span<const float> logits;
    std::span<const std::int64_t> seen; ///< prompt and completion so far, for the repetition penalty
    Rng &rng;
    bool wantEntropy = false;
};

/// The chosen token with log softmax(logits / temperature) at it (T = 1 when greedy), before any filter: the number
/// that a policy gradient needs. Entropy of the same distribution in nats, 0 where it was not asked for.
struct Draw {
    std::int64_t token = 0;
    float logprob = 0;
    float entropy = 0;
};

class Sampler {
public:
    virtual ~Sampler() = default;
    virtual Draw draw(const SamplerRow &row) const = 0;
};

/// log Σ exp(logits / temperature) in one stable form, and what follows from it.
struct RowStatistics {
    std::size_t argmax = 0;
    double largest = 0; ///< of logits / temperature
    double logSum = 0;  ///< log Σ exp(logit / T − largest)
    double entropy = 0; ///< nats
    double logprobOf(float logit, double temperature) const { return logit / temperature - largest - logSum; }
};
RowStatistics rowStatistics(std::span<const float> logits, double temperature, bool wantEntropy);
/// Inverse of the cumulative distribution: one uniform number a token, so that a row's draws depend on its own stream
/// and its own logits only. `statistics` are those of scores / temperature.
std::size_t tokenAt(std::span<const float> scores, double temperature, const RowStatistics &statistics, double uniform);

/// Repetition penalty → temperature → top_k → top_p → min_p, in place; what falls out becomes −∞.
/// The penalty divides positive logits and multiplies negative ones (Keskar et al. 2019, CTRL).
void applyFilters(std::span<float> scores, std::span<const std::int64_t> seen, const SamplingConfig &config);

} // namespace lapidary
