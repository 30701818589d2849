// SPDX-License-Identifier: Apache-2.0
#include "core/stats/linear_ratings.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace lapidary::stats {
namespace {

using Vector = std::vector<double>;

double sigmoid(double x) {
    return 1 / (1 + std::exp(-x));
}

double dot(std::span<const double> a, std::span<const double> b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// The lower triangle L of a symmetric positive definite matrix, L Lᵀ.
Vector cholesky(Vector matrix, std::size_t n) {
    for (std::size_t j = 0; j < n; ++j)
        for (std::size_t i = j; i < n; ++i) {
            double sum = matrix[i * n + j];
            for (std::size_t k = 0; k < j; ++k) sum -= matrix[i * n + k] * matrix[j * n + k];
            matrix[i * n + j] = i == j ? std::sqrt(sum) : sum / matrix[j * n + j];
        }
    return matrix;
}

Vector solve(const Vector &lower, Vector right) {
    const std::size_t n = right.size();
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < i; ++k) right[i] -= lower[i * n + k] * right[k];
        right[i] /= lower[i * n + i];
    }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t k = i + 1; k < n; ++k) right[i] -= lower[k * n + i] * right[k];
        right[i] /= lower[i * n + i];
    }
    return right;
}

/// ln of the likelihood and the prior, without what does not depend on w.
double objective(std::span<const Vector> won, const Vector &weights, double ridge) {
    double sum = -0.5 * ridge * dot(weights, weights);
    for (const Vector &each : won) {
        const double odds = dot(weights, each);
        sum -= odds > 0 ? std::log1p(std::exp(-odds)) : std::log1p(std::exp(odds)) - odds;
    }
    return sum;
}

Vector gradient(std::span<const Vector> won, const Vector &weights, double ridge) {
    Vector out(weights.size());
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = -ridge * weights[i];
    for (const Vector &each : won) {
        const double miss = sigmoid(-dot(weights, each));
        for (std::size_t i = 0; i < out.size(); ++i) out[i] += miss * each[i];
    }
    return out;
}

/// The negated matrix of second derivatives.
Vector curvature(std::span<const Vector> won, const Vector &weights, double ridge) {
    const std::size_t n = weights.size();
    Vector out(n * n);
    for (std::size_t i = 0; i < n; ++i) out[i * n + i] = ridge;
    for (const Vector &each : won) {
        const double p = sigmoid(dot(weights, each)), weight = p * (1 - p);
        for (std::size_t i = 0; i < n; ++i)
            if (each[i] != 0)
                for (std::size_t j = 0; j < n; ++j) out[i * n + j] += weight * each[i] * each[j];
    }
    return out;
}

unexpected<Error> outOfRange(Sentence found, Sentence expected) {
    return fail({.code = "stats.range",
                 .message = "The comparisons cannot be fitted",
                 .field = "duels",
                 .found = std::move(found),
                 .expected = std::move(expected)});
}

Status check(std::span<const Vector> won, std::size_t features, double ridge) {
    if (!(ridge > 0) || !std::isfinite(ridge)) return outOfRange(std::to_string(ridge), "a ridge above 0");
    if (features == 0 || features > 1000) return outOfRange({"{0} features", features}, "1 to 1000");
    for (const Vector &each : won) {
        if (each.size() != features)
            return fail({.code = "stats.length",
                         .message = "A comparison has another number of features",
                         .field = "duels",
                         .found = std::to_string(each.size()),
                         .expected = std::to_string(features)});
        if (!std::all_of(each.begin(), each.end(), [](double value) { return std::isfinite(value); }))
            return outOfRange("a number that is not finite", "finite numbers");
    }
    return {};
}

} // namespace

double LinearRatings::odds(std::span<const double> difference) const {
    return dot(weights, difference);
}

double LinearRatings::gain(std::span<const double> difference) const {
    const std::size_t n = weights.size();
    double variance = 0;
    for (std::size_t i = 0; i < n; ++i)
        if (difference[i] != 0) variance += difference[i] * dot(std::span(covariance).subspan(i * n, n), difference);
    const double p = sigmoid(odds(difference));
    return 0.5 * std::log1p(p * (1 - p) * variance);
}

Result<LinearRatings> linearBradleyTerry(std::span<const Vector> won, std::size_t features, double ridge) {
    if (auto ok = check(won, features, ridge); !ok) return unexpected(ok.error());
    LinearRatings out{.weights = Vector(features)};
    for (int round = 0; round < 100; ++round) {
        const Vector slope = gradient(won, out.weights, ridge);
        const auto steepest =
            std::max_element(slope.begin(), slope.end(), [](double a, double b) { return std::abs(a) < std::abs(b); });
        if (std::abs(*steepest) < 1e-9) break;
        Vector step = solve(cholesky(curvature(won, out.weights, ridge), features), slope);
        const double before = objective(won, out.weights, ridge);
        for (int halved = 0; halved < 40; ++halved) {
            Vector next = out.weights;
            for (std::size_t i = 0; i < features; ++i) next[i] += step[i];
            if (objective(won, next, ridge) >= before || halved == 39) {
                out.weights = std::move(next);
                break;
            }
            for (double &each : step) each /= 2;
        }
    }
    const Vector lower = cholesky(curvature(won, out.weights, ridge), features);
    for (std::size_t i = 0; i < features; ++i) {
        Vector unit(features);
        unit[i] = 1;
        const Vector row = solve(lower, std::move(unit));
        out.covariance.insert(out.covariance.end(), row.begin(), row.end());
    }
    return out;
}

} // namespace lapidary::stats
