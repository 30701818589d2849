// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <cstdint>
#include <span>
#include <vector>

namespace lapidary::stats {

/// The temperature T > 0 for which the confidence σ(logit / T) of verdicts is most likely (Guo et al. 2017,
/// arXiv:1706.04599): Σ logit (correct - σ(logit / T)) = 0. Errors: stats.length, stats.empty, stats.range (a logit
/// that is no finite number), stats.no_temperature (the verdicts follow the sign of the logits without an exception, or
/// speak against them: no T > 0 is the likeliest).
Result<double> fitTemperature(std::span<const double> logits, std::span<const bool> correct);

/// A step of an isotonic fit: scores from `from` on have the value, up to the next step.
struct IsotonicStep {
    double from = 0, value = 0;
};

/// The never falling function of the score that is closest to the verdicts, by least squares: neighbours that fall are
/// pooled (Zadrozny and Elkan 2002). Equal scores get one value. Errors: stats.length, stats.empty, stats.range (a
/// score that is no finite number).
Result<std::vector<IsotonicStep>> isotonicFit(std::span<const double> scores, std::span<const bool> correct);
/// Below the first step its value. `steps` is not empty.
double isotonicValue(std::span<const IsotonicStep> steps, double score);

/// The expected calibration error of a predictor whose every confidence is right, on these confidences and in these
/// bins: what chance alone gives. Exact: Σ_b E|X_b - Σ p| / n, X_b the number of right ones of bin b, of which each is
/// right with its own p; work grows with the square of a bin's answers. An error of this size is none. Errors:
/// stats.empty, stats.range.
Result<double> calibrationFloor(std::span<const double> confidence, std::int64_t bins = 15);

/// How often best-of-n is right whose verifier accepts right answers with chance `truePositive` and wrong ones with
/// `falsePositive`; one of the accepted is taken, where there is none any. `right`: how often one answer is.
/// p t / a (1 - (1 - a)^n) + p (1 - t) / (1 - a) (1 - a)^n with a = p t + (1 - p) f. Errors: stats.range.
Result<double> verifiedBestOfN(double right, double truePositive, double falsePositive, std::int64_t n);
/// Its limit, however many are drawn: p t / a, or p where nothing is ever accepted. Errors: stats.range.
Result<double> verifiedCeiling(double right, double truePositive, double falsePositive);

} // namespace lapidary::stats
