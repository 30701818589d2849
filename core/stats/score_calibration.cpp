// SPDX-License-Identifier: Apache-2.0
#include "core/stats/score_calibration.h"
#include "core/stats/calibration.h"
#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

namespace lapidary::stats {

namespace {

Status checkScores(std::span<const double> scores, std::span<const bool> correct, const char *field) {
    if (scores.size() != correct.size())
        return fail({.code = "stats.length",
                     .message = "Every answer needs a score and a verdict",
                     .field = "correct",
                     .found = {"{0} values", correct.size()},
                     .expected = {"{0} values", scores.size()}});
    if (scores.empty())
        return fail({.code = "stats.empty",
                     .message = "There are no answers",
                     .field = field,
                     .found = "0 values",
                     .expected = "1 or more"});
    for (const double score : scores)
        if (!std::isfinite(score))
            return fail({.code = "stats.range",
                         .message = "A score is no finite number",
                         .field = field,
                         .found = std::to_string(score),
                         .expected = "a number"});
    return {};
}

Status checkShare(const char *field, double share) {
    if (share >= 0 && share <= 1) return {};
    return fail({.code = "stats.range",
                 .message = "This is no share",
                 .field = field,
                 .found = std::to_string(share),
                 .expected = "0 to 1"});
}

double sigmoid(double x) {
    return x >= 0 ? 1 / (1 + std::exp(-x)) : std::exp(x) / (1 + std::exp(x));
}

/// The chance of each number of right ones, where each is right with its own chance.
std::vector<double> countsOf(std::span<const double> chances) {
    std::vector<double> counts{1};
    for (const double p : chances) {
        counts.push_back(0);
        for (std::size_t k = counts.size() - 1; k > 0; --k) counts[k] = counts[k] * (1 - p) + counts[k - 1] * p;
        counts[0] *= 1 - p;
    }
    return counts;
}

} // namespace

Result<double> fitTemperature(std::span<const double> logits, std::span<const bool> correct) {
    if (auto ok = checkScores(logits, correct, "logits"); !ok) return unexpected(ok.error());
    const auto slope = [&](double inverse) { // falls as the inverse of T grows
        double sum = 0;
        for (std::size_t i = 0; i < logits.size(); ++i)
            sum += logits[i] * ((correct[i] ? 1.0 : 0.0) - sigmoid(inverse * logits[i]));
        return sum;
    };
    const auto against = [&](std::size_t i) { return correct[i] ? logits[i] < 0 : logits[i] > 0; };
    bool exception = false;
    for (std::size_t i = 0; i < logits.size(); ++i) exception |= against(i);
    if (slope(0) <= 0 || !exception)
        return fail({.code = "stats.no_temperature",
                     .message = "No temperature makes these scores likely",
                     .field = "logits",
                     .found = exception ? "verdicts that speak against the scores, or that they say nothing of"
                                        : "verdicts that follow the signs of the scores without an exception",
                     .expected = "more right ones among the higher scores, with exceptions",
                     .remedy = "Give more answers, or use an isotonic fit."});
    double low = 0, high = 1;
    while (slope(high) > 0) high *= 2;
    for (int halved = 0; halved < 200 && low < high; ++halved) {
        const double middle = low + (high - low) / 2;
        (slope(middle) > 0 ? low : high) = middle;
    }
    return 2 / (low + high);
}

Result<std::vector<IsotonicStep>> isotonicFit(std::span<const double> scores, std::span<const bool> correct) {
    if (auto ok = checkScores(scores, correct, "scores"); !ok) return unexpected(ok.error());
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return scores[a] < scores[b]; });
    struct Pool {
        double from, right, count;
        double mean() const { return right / count; }
    };
    std::vector<Pool> equal, pools;
    for (const std::size_t i : order) {
        const double right = correct[i] ? 1 : 0;
        if (equal.empty() || equal.back().from != scores[i])
            equal.push_back({scores[i], right, 1});
        else
            equal.back().right += right, ++equal.back().count;
    }
    for (const Pool &next : equal) {
        pools.push_back(next);
        while (pools.size() > 1 && pools[pools.size() - 2].mean() >= pools.back().mean()) {
            const Pool last = pools.back();
            pools.pop_back();
            pools.back().right += last.right, pools.back().count += last.count;
        }
    }
    std::vector<IsotonicStep> steps;
    for (const Pool &pool : pools) steps.push_back({pool.from, pool.mean()});
    return steps;
}

double isotonicValue(std::span<const IsotonicStep> steps, double score) {
    double value = steps.front().value;
    for (const IsotonicStep &step : steps)
        if (step.from <= score) value = step.value;
    return value;
}

Result<double> calibrationFloor(std::span<const double> confidence, std::int64_t bins) {
    const auto none = std::make_unique<bool[]>(confidence.size());
    if (const auto ok = calibration(confidence, {none.get(), confidence.size()}, bins); !ok)
        return unexpected(ok.error());
    std::vector<std::vector<double>> inBin(static_cast<std::size_t>(bins));
    for (const double p : confidence) {
        const double place = std::ceil(p * static_cast<double>(bins)) - 1; // as calibration() has it
        inBin[static_cast<std::size_t>(std::max(0.0, place))].push_back(p);
    }
    double floor = 0;
    for (const auto &chances : inBin) {
        const double expected = std::accumulate(chances.begin(), chances.end(), 0.0);
        const auto counts = countsOf(chances);
        for (std::size_t k = 0; k < counts.size(); ++k)
            floor += counts[k] * std::abs(static_cast<double>(k) - expected);
    }
    return floor / static_cast<double>(confidence.size());
}

Result<double> verifiedBestOfN(double right, double truePositive, double falsePositive, std::int64_t n) {
    const auto ceiling = verifiedCeiling(right, truePositive, falsePositive);
    if (!ceiling) return ceiling;
    if (n < 1)
        return fail({.code = "stats.range",
                     .message = "This is no number of answers",
                     .field = "n",
                     .found = std::to_string(n),
                     .expected = "1 or more"});
    const double accepted = right * truePositive + (1 - right) * falsePositive;
    const double none = std::pow(1 - accepted, static_cast<double>(n));
    const double rejectedRight = accepted < 1 ? right * (1 - truePositive) / (1 - accepted) : 0;
    return (accepted > 0 ? *ceiling * (1 - none) : 0) + rejectedRight * none;
}

Result<double> verifiedCeiling(double right, double truePositive, double falsePositive) {
    for (const auto &[field, share] :
         {std::pair{"right", right}, {"true_positive", truePositive}, {"false_positive", falsePositive}})
        if (auto ok = checkShare(field, share); !ok) return unexpected(ok.error());
    const double accepted = right * truePositive + (1 - right) * falsePositive;
    return accepted > 0 ? right * truePositive / accepted : right;
}

} // namespace lapidary::stats
