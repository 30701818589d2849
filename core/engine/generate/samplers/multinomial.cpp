// SPDX-License-Identifier: Apache-2.0
#include "core/engine/generate/samplers/multinomial.h"
#include "core/engine/generate/sampler.h"

namespace lapidary {

namespace {

class MultinomialSampler final : public Sampler {
public:
    explicit MultinomialSampler(const SamplingConfig &config)
        : config_(config),
          filters_(config.topK > 0 || config.topP < 1 || config.minP > 0 || config.repetitionPenalty != 1) {}

    Draw draw(const SamplerRow &row) const override {
        const auto statistics = rowStatistics(row.logits, config_.temperature, row.wantEntropy);
        const double uniform = row.rng.uniform();
        const std::size_t token =
            filters_ ? filtered(row, uniform) : tokenAt(row.logits, config_.temperature, statistics, uniform);
        return {static_cast<std::int64_t>(token),
                static_cast<float>(statistics.logprobOf(row.logits[token], config_.temperature)),
                static_cast<float>(statistics.entropy)};
    }

private:
    std::size_t filtered(const SamplerRow &row, double uniform) const {
        std::vector<float> scores(row.logits.begin(), row.logits.end());
        applyFilters(scores, row.seen, config_);
        return tokenAt(scores, 1.0, rowStatistics(scores, 1.0, false), uniform);
    }

    SamplingConfig config_;
    bool filters_;
};

} // namespace

std::unique_ptr<Sampler> makeMultinomialSampler(const SamplingConfig &config) {
    return std::make_unique<MultinomialSampler>(config);
}

} // namespace lapidary
