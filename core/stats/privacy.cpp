// SPDX-License-Identifier: Apache-2.0
#include "core/stats/privacy.h"
#include "core/stats/range_error.h"
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace lapidary::stats {
namespace {

constexpr double kNothing = -std::numeric_limits<double>::infinity(); ///< log 0

double logAdd(double a, double b) {
    if (a < b) std::swap(a, b);
    return b == kNothing ? a : a + std::log1p(std::exp(b - a));
}

/// log(e^a - e^b), a >= b.
double logSubtract(double a, double b) {
    return b == kNothing ? a : a <= b ? kNothing : a + std::log1p(-std::exp(b - a));
}

/// Beyond 25 erfc itself is no longer a number, and its asymptotic series is exact.
double logErfc(double x) {
    if (x < 25) return std::log(std::erfc(x));
    const double square = x * x;
    return -square - std::log(x * std::sqrt(std::numbers::pi)) +
           std::log1p(-1 / (2 * square) + 3 / (4 * square * square));
}

double logBinomial(double n, double k) {
    return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
}

/// log of the moment whose order is whole: a sum of order + 1 terms.
double logMomentWhole(double q, double sigma, std::int64_t order) {
    double sum = kNothing;
    for (std::int64_t i = 0; i <= order; ++i) {
        const auto k = static_cast<double>(i), n = static_cast<double>(order);
        sum = logAdd(sum, logBinomial(n, k) + k * std::log(q) + (n - k) * std::log1p(-q) +
                              (k * k - k) / (2 * sigma * sigma));
    }
    return sum;
}

/// The same of any order: the series from both sides of the point where the two densities cross.
double logMomentBetween(double q, double sigma, double order) {
    const double crossing = sigma * sigma * std::log(1 / q - 1) + 0.5, width = std::numbers::sqrt2 * sigma;
    double below = kNothing, above = kNothing, logCoefficient = 0;
    bool positive = true; // the sign of the binomial coefficient of the term
    for (double i = 0;; ++i) {
        const double j = order - i;
        const double s0 = logCoefficient + i * std::log(q) + j * std::log1p(-q) + (i * i - i) / (2 * sigma * sigma) +
                          std::log(0.5) + logErfc((i - crossing) / width);
        const double s1 = logCoefficient + j * std::log(q) + i * std::log1p(-q) + (j * j - j) / (2 * sigma * sigma) +
                          std::log(0.5) + logErfc((crossing - j) / width);
        below = positive ? logAdd(below, s0) : logSubtract(below, s0);
        above = positive ? logAdd(above, s1) : logSubtract(above, s1);
        if (std::max(s0, s1) < -30) return logAdd(below, above);
        logCoefficient += std::log(std::abs(j)) - std::log(i + 1);
        positive = positive == (j > 0);
    }
}

Status checkSteps(const PrivateSteps &of) {
    if (!(of.sampleRate > 0 && of.sampleRate <= 1))
        return outOfRange("sample_rate", std::to_string(of.sampleRate), "more than 0, and 1 at most");
    if (!(of.noiseMultiplier > 0)) // without noise nothing is private
        return outOfRange("noise_multiplier", std::to_string(of.noiseMultiplier), "more than 0");
    if (of.steps < 0) return outOfRange("steps", std::to_string(of.steps), "0 or more");
    return {};
}

Status checkDelta(double delta) {
    if (delta > 0 && delta < 1) return {};
    return outOfRange("delta", std::to_string(delta), "between 0 and 1");
}

} // namespace

std::vector<double> renyiOrders() {
    std::vector<double> orders;
    for (int tenths = 11; tenths < 110; ++tenths) orders.push_back(tenths / 10.0);
    for (int whole = 12; whole < 64; ++whole) orders.push_back(whole);
    return orders;
}

Result<double> renyiOfStep(double sampleRate, double noiseMultiplier, double order) {
    if (auto ok = checkSteps({noiseMultiplier, sampleRate, 1}); !ok) return unexpected(ok.error());
    if (!(order > 1) || !std::isfinite(order)) return outOfRange("orders", std::to_string(order), "more than 1");
    if (sampleRate == 1) return order / (2 * noiseMultiplier * noiseMultiplier);
    const bool whole = order == std::floor(order);
    const double moment = whole ? logMomentWhole(sampleRate, noiseMultiplier, static_cast<std::int64_t>(order))
                                : logMomentBetween(sampleRate, noiseMultiplier, order);
    return moment / (order - 1);
}

Result<PrivacySpent> privacySpent(std::span<const PrivateSteps> history, double delta, std::span<const double> orders) {
    if (auto ok = checkDelta(delta); !ok) return unexpected(ok.error());
    if (orders.empty())
        return fail({.code = "stats.empty",
                     .message = "There are no orders to try",
                     .field = "orders",
                     .found = "0 values",
                     .expected = "1 or more"});
    for (const auto &steps : history)
        if (auto ok = checkSteps(steps); !ok) return unexpected(ok.error());
    PrivacySpent best{.epsilon = std::numeric_limits<double>::infinity()};
    for (const double order : orders) {
        double divergence = 0;
        for (const auto &each : history) {
            const auto one = renyiOfStep(each.sampleRate, each.noiseMultiplier, order);
            if (!one) return unexpected(one.error());
            divergence += *one * static_cast<double>(each.steps);
        }
        const double epsilon = divergence - (std::log(delta) + std::log(order)) / (order - 1) + std::log1p(-1 / order);
        if (epsilon < best.epsilon) best = {.epsilon = epsilon, .order = order};
    }
    best.epsilon = std::max(0.0, best.epsilon);
    best.atEdge = orders.size() > 1 && (best.order == orders.front() || best.order == orders.back());
    return best;
}

Result<double> noiseMultiplierFor(double epsilon, double delta, double sampleRate, std::int64_t steps,
                                  double tolerance) {
    if (!(epsilon > 0)) return outOfRange("epsilon", std::to_string(epsilon), "more than 0");
    if (!(tolerance > 0)) return outOfRange("tolerance", std::to_string(tolerance), "more than 0");
    const auto orders = renyiOrders();
    const auto spentWith = [&](double sigma) {
        const PrivateSteps all{sigma, sampleRate, steps};
        return privacySpent({&all, 1}, delta, orders).map([](const PrivacySpent &spent) { return spent.epsilon; });
    };
    double low = 0, high = 10, spent = std::numeric_limits<double>::infinity();
    while (spent > epsilon) {
        high *= 2;
        if (high > 1e6)
            return fail({.code = "stats.no_noise",
                         .message = "no noise keeps so many steps within this epsilon",
                         .field = "epsilon",
                         .found = std::to_string(epsilon),
                         .remedy = "Take fewer steps, a smaller sample_rate or a larger epsilon or delta."});
        const auto tried = spentWith(high);
        if (!tried) return tried;
        spent = *tried;
    }
    while (epsilon - spent > tolerance && high - low > 1e-12 * high) {
        const double middle = (low + high) / 2;
        const auto tried = spentWith(middle);
        if (!tried) return tried;
        if (*tried < epsilon) {
            high = middle;
            spent = *tried;
        } else
            low = middle;
    }
    return high;
}

} // namespace lapidary::stats
