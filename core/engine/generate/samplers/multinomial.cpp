// SPDX-License-Identifier: Apache-2.0
#include "core/engine/generate/samplers/multinomial.h"
#include "core/engine/generate/sampler.h"
#include <cmath>

namespace lapidary {

namespace {

/// Inverse of the cumulative distribution: one uniform number a token, so that a row's draws depend on its own
/// stream and its own logits only. `statistics` are those of scores / temperature.
std::size_t invert(std::span<const float> scores, double temperature, const RowStatistics &statistics, double uniform) {
    const auto scale = static_cast<float>(1.0 / temperature);
    const float top = scores[statistics.argmax];
    double left = uniform * std::exp(statistics.logSum);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        left -= std::exp((scores[i] - top) * scale);
        if (left < 0) return i;
    }
    return statistics.argmax; // rounding left a crumb behind the last token
}

class MultinomialSampler final : public Sampler {
public:
    explicit MultinomialSampler(const SamplingConfig &config)
        : config_(config),
          filters_(config.topK > 0 || config.topP < 1 || config.minP > 0 || config.repetitionPenalty != 1) {}

    Draw draw(const SamplerRow &row) const override {
        const auto statistics = rowStatistics(row.logits, config_.temperature, row.wantEntropy);
        const double uniform = row.rng.uniform();
        const std::size_t token =
            filters_ ? filtered(row, uniform) : invert(row.logits, config_.temperature, statistics, uniform);
        return {static_cast<std::int64_t>(token),
                static_cast<float>(statistics.logprobOf(row.logits[token], config_.temperature)),
                static_cast<float>(statistics.entropy)};
    }

private:
    std::size_t filtered(const SamplerRow &row, double uniform) const {
        std::vector<float> scores(row.logits.begin(), row.logits.end());
        applyFilters(scores, row.seen, config_);
        return invert(scores, 1.0, rowStatistics(scores, 1.0, false), uniform);
    }

    SamplingConfig config_;
    bool filters_;
};

} // namespace

std::unique_ptr<Sampler> makeMultinomialSampler(const SamplingConfig &config) {
    return std::make_unique<MultinomialSampler>(config);
}

} // namespace lapidary
