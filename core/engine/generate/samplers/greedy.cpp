// SPDX-License-Identifier: Apache-2.0
#include "core/engine/generate/samplers/greedy.h"
#include "core/engine/generate/sampler.h"
#include <algorithm>

namespace lapidary {

namespace {

/// The first of the largest logits. Filters cannot remove it, so only the repetition penalty matters.
class GreedySampler final : public Sampler {
public:
    explicit GreedySampler(double penalty) : penalty_(penalty) {}

    Draw draw(const SamplerRow &row) const override {
        const auto statistics = rowStatistics(row.logits, 1.0, row.wantEntropy);
        const std::size_t token = penalty_ == 1.0 ? statistics.argmax : penalisedArgmax(row);
        return {static_cast<std::int64_t>(token), static_cast<float>(statistics.logprobOf(row.logits[token], 1.0)),
                static_cast<float>(statistics.entropy)};
    }

private:
    std::size_t penalisedArgmax(const SamplerRow &row) const {
        std::vector<float> scores(row.logits.begin(), row.logits.end());
        SamplingConfig only;
        only.repetitionPenalty = penalty_;
        applyFilters(scores, row.seen, only);
        return static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
    }

    double penalty_;
};

} // namespace

std::unique_ptr<Sampler> makeGreedySampler(const SamplingConfig &config) {
    return std::make_unique<GreedySampler>(config.repetitionPenalty);
}

} // namespace lapidary
