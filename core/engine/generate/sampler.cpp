// SPDX-License-Identifier: Apache-2.0
#include "core/engine/generate/sampler.h"
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace lapidary {

namespace {

constexpr float kOut = -std::numeric_limits<float>::infinity();

void penaliseRepeats(std::span<float> scores, std::span<const std::int64_t> seen, double penalty) {
    std::vector<std::int64_t> tokens(seen.begin(), seen.end());
    std::sort(tokens.begin(), tokens.end());
    tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
    for (auto token : tokens) {
        if (token < 0 || token >= static_cast<std::int64_t>(scores.size())) continue;
        float &score = scores[static_cast<std::size_t>(token)];
        score = static_cast<float>(score > 0 ? score / penalty : score * penalty);
    }
}

/// Equal scores at the border all stay, as in transformers.
void keepTopK(std::span<float> scores, std::size_t k) {
    if (k >= scores.size()) return;
    std::vector<float> sorted(scores.begin(), scores.end());
    std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(k) - 1, sorted.end(),
                     std::greater<>());
    const float border = sorted[k - 1];
    for (float &score : scores)
        if (score < border) score = kOut;
}

/// The smallest set of most likely tokens whose mass reaches `mass`; never fewer than one.
void keepTopP(std::span<float> scores, double mass) {
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return scores[a] > scores[b]; });
    const auto all = rowStatistics(scores, 1.0, false);
    double reached = 0;
    std::size_t kept = 0;
    while (kept < order.size() && (kept == 0 || reached < mass))
        reached += std::exp(all.logprobOf(scores[order[kept++]], 1.0));
    for (std::size_t i = kept; i < order.size(); ++i) scores[order[i]] = kOut;
}

void keepMinP(std::span<float> scores, double share) {
    const float border =
        *std::max_element(scores.begin(), scores.end()) + static_cast<float>(std::log(std::min(share, 1.0)));
    for (float &score : scores)
        if (score < border) score = kOut;
}

} // namespace

RowStatistics rowStatistics(std::span<const float> logits, double temperature, bool wantEntropy) {
    RowStatistics out;
    out.argmax = static_cast<std::size_t>(std::max_element(logits.begin(), logits.end()) - logits.begin());
    const float top = logits[out.argmax];
    const auto scale = static_cast<float>(1.0 / temperature);
    double sum = 0, weighted = 0;
    for (float logit : logits) {
        const float below = (logit - top) * scale;
        const double mass = std::exp(below);
        sum += mass;
        if (wantEntropy && mass > 0) weighted += mass * below;
    }
    out.largest = top / temperature;
    out.logSum = std::log(sum);
    if (wantEntropy) out.entropy = out.logSum - weighted / sum;
    return out;
}

void applyFilters(std::span<float> scores, std::span<const std::int64_t> seen, const SamplingConfig &config) {
    if (config.repetitionPenalty != 1.0) penaliseRepeats(scores, seen, config.repetitionPenalty);
    if (config.temperature != 1.0 && config.temperature > 0)
        for (float &score : scores) score = static_cast<float>(score / config.temperature);
    if (config.topK > 0) keepTopK(scores, static_cast<std::size_t>(config.topK));
    if (config.topP < 1.0) keepTopP(scores, config.topP);
    if (config.minP > 0.0) keepMinP(scores, config.minP);
}

} // namespace lapidary
