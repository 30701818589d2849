// SPDX-License-Identifier: Apache-2.0
#include "core/engine/generate/sampler.h"
#include "core/engine/decode/processor.h"
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

/// The smallest set of most likely tokens whose mass reaches `mass`; never fewer than one. Of equal ones the first come
/// first. Only as many as may be needed are put in order.
void keepTopP(std::span<float> scores, double mass) {
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), 0);
    const auto before = [&](auto a, auto b) { return scores[a] > scores[b] || (scores[a] == scores[b] && a < b); };
    const auto all = rowStatistics(scores, 1.0, false);
    double reached = 0;
    std::size_t kept = 0, sorted = 0;
    while (kept < order.size() && (kept == 0 || reached < mass)) {
        if (kept == sorted) {
            sorted = std::min(order.size(), std::max<std::size_t>(64, 4 * sorted));
            std::partial_sort(order.begin() + static_cast<std::ptrdiff_t>(kept),
                              order.begin() + static_cast<std::ptrdiff_t>(sorted), order.end(), before);
        }
        reached += std::exp(all.logprobOf(scores[order[kept++]], 1.0));
    }
    for (std::size_t i = kept; i < order.size(); ++i) scores[order[i]] = kOut;
}

void keepMinP(std::span<float> scores, double share) {
    const float border =
        *std::max_element(scores.begin(), scores.end()) + static_cast<float>(std::log(std::min(share, 1.0)));
    for (float &score : scores)
        if (score < border) score = kOut;
}

} // namespace

namespace {

/// Σ exp of what every logit is below the largest, and of the same times that.
struct Masses {
    double sum = 0, weighted = 0;
};

Masses massesOf(std::span<const float> logits, float top, float scale, bool wantWeighted) {
    Masses out;
    if (const Kernels *use = kernels()) {
        use->expSums(logits.data(), static_cast<std::int64_t>(logits.size()), top, scale, &out.sum,
                     wantWeighted ? &out.weighted : nullptr);
        return out;
    }
    for (float logit : logits) {
        const float below = (logit - top) * scale;
        const double mass = std::exp(below);
        out.sum += mass;
        if (wantWeighted && mass > 0) out.weighted += mass * below;
    }
    return out;
}

std::size_t largestOf(std::span<const float> logits) {
    if (const Kernels *use = kernels())
        return static_cast<std::size_t>(use->largest(logits.data(), static_cast<std::int64_t>(logits.size())));
    return static_cast<std::size_t>(std::max_element(logits.begin(), logits.end()) - logits.begin());
}

} // namespace

RowStatistics rowStatistics(std::span<const float> logits, double temperature, bool wantEntropy) {
    RowStatistics out;
    out.argmax = largestOf(logits);
    const float top = logits[out.argmax];
    const Masses masses = massesOf(logits, top, static_cast<float>(1.0 / temperature), wantEntropy);
    out.largest = top / temperature;
    out.logSum = std::log(masses.sum);
    if (wantEntropy) out.entropy = out.logSum - masses.weighted / masses.sum;
    return out;
}

std::size_t tokenAt(std::span<const float> scores, double temperature, const RowStatistics &statistics,
                    double uniform) {
    const auto scale = static_cast<float>(1.0 / temperature);
    const float top = scores[statistics.argmax];
    double left = uniform * std::exp(statistics.logSum);
    if (const Kernels *use = kernels()) {
        const auto place = use->expReach(scores.data(), static_cast<std::int64_t>(scores.size()), top, scale, left);
        return static_cast<std::size_t>(place) < scores.size() ? static_cast<std::size_t>(place) : statistics.argmax;
    }
    for (std::size_t i = 0; i < scores.size(); ++i) {
        left -= std::exp((scores[i] - top) * scale);
        if (left < 0) return i;
    }
    return statistics.argmax; // rounding left a crumb behind the last token
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
