// SPDX-License-Identifier: Apache-2.0
#include "core/engine/generate/token_score.h"
#include "core/engine/generate/sampler.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace lapidary {

namespace {

constexpr std::size_t kTop = 20; // as many as Fu et al. take

/// The largest ones, the largest first.
std::vector<float> largest(std::span<const float> logits) {
    std::vector<float> heap(logits.begin(),
                            logits.begin() + static_cast<std::ptrdiff_t>(std::min(kTop, logits.size())));
    std::make_heap(heap.begin(), heap.end(), std::greater<>());
    for (const float logit : logits.subspan(heap.size())) {
        if (logit <= heap.front()) continue;
        std::pop_heap(heap.begin(), heap.end(), std::greater<>());
        heap.back() = logit;
        std::push_heap(heap.begin(), heap.end(), std::greater<>());
    }
    std::sort(heap.begin(), heap.end(), std::greater<>());
    return heap;
}

} // namespace

TokenScore tokenScoreOf(std::span<const float> logits, std::int64_t token) {
    const auto statistics = rowStatistics(logits, 1, true);
    const auto logprob = [&](double logit) { return logit - statistics.largest - statistics.logSum; };
    const auto top = largest(logits);
    const double topSum = std::accumulate(top.begin(), top.end(), 0.0),
                 sum = std::accumulate(logits.begin(), logits.end(), 0.0);
    const auto size = static_cast<double>(logits.size());
    const double second = top.size() > 1 ? std::exp(logprob(top[1])) : 0;
    return {.logprob = static_cast<float>(statistics.logprobOf(logits[static_cast<std::size_t>(token)], 1)),
            .entropy = static_cast<float>(statistics.entropy),
            .margin = static_cast<float>(std::exp(logprob(top[0])) - second),
            .confidence = static_cast<float>(-logprob(topSum / static_cast<double>(top.size()))),
            .certainty = static_cast<float>(-std::log(size) - logprob(sum / size))};
}

std::int64_t tokenOfRank(std::span<const float> logits, std::int64_t rank) {
    std::vector<std::int64_t> order(logits.size());
    std::iota(order.begin(), order.end(), 0);
    const auto place = order.begin() + std::min<std::ptrdiff_t>(rank, std::ssize(order) - 1);
    const auto before = [&](std::int64_t a, std::int64_t b) {
        const float left = logits[static_cast<std::size_t>(a)], right = logits[static_cast<std::size_t>(b)];
        return left > right || (left == right && a < b);
    };
    std::nth_element(order.begin(), place, order.end(), before);
    return *place;
}

} // namespace lapidary
