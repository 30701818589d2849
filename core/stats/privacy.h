// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <cstdint>
#include <span>
#include <vector>

namespace lapidary::stats {

/// Steps of DP-SGD that share their settings.
struct PrivateSteps {
    double noiseMultiplier = 0; ///< sigma: deviation of the noise over the norm that gradients are clipped to
    double sampleRate = 0; ///< q in (0, 1]: chance of each example to be drawn into a step, independently (Poisson)
    std::int64_t steps = 0;
};

/// What such steps reveal of any one example: (epsilon, delta)-differential privacy.
struct PrivacySpent {
    double epsilon = 0;  ///< an upper bound
    double order = 0;    ///< of the Rényi divergence that gives it
    bool atEdge = false; ///< the order is the first or last that was tried: other orders could give a smaller bound
};

/// The orders that Opacus tries: 1.1 to 10.9 by 0.1, and 12 to 63.
std::vector<double> renyiOrders();

/// Rényi divergence of `order` (> 1) that one step adds (Mironov, Talwar and Zhang 2019, arXiv 1908.10530).
/// Errors: stats.range.
Result<double> renyiOfStep(double sampleRate, double noiseMultiplier, double order);

/// The epsilon of all steps together at `delta`, by the conversion of Balle et al. 2020 (arXiv 1905.09982), as in
/// Opacus' RDPAccountant. It holds only where examples were drawn by Poisson sampling and each gradient was clipped.
/// Errors: stats.range, stats.empty (no orders).
Result<PrivacySpent> privacySpent(std::span<const PrivateSteps> history, double delta, std::span<const double> orders);

/// The smallest noise multiplier, to `tolerance` in epsilon, that spends no more than `epsilon` (Opacus'
/// get_noise_multiplier). Errors: stats.range; stats.no_noise where no multiplier up to a million is enough.
Result<double> noiseMultiplierFor(double epsilon, double delta, double sampleRate, std::int64_t steps,
                                  double tolerance = 0.01);

} // namespace lapidary::stats
