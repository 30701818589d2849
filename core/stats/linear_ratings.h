// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <span>
#include <vector>

namespace lapidary::stats {

/// Bradley and Terry (1952) where the strength of each is linear in what it is like: P(i beats j) = σ(wᵀ(x_i - x_j)),
/// with w ~ N(0, 1/ridge). `weights` is the mode of what is known of w after the duels, `covariance` that of Laplace's
/// approximation around it, row by row: (ridge I + Σ p(1-p) d dᵀ)⁻¹.
struct LinearRatings {
    std::vector<double> weights{};
    std::vector<double> covariance{};
    /// wᵀd: the log-odds that the one with `difference` more of everything beats the other.
    double odds(std::span<const double> difference) const;
    /// How much another duel would tell of w, in nats: ½ ln(1 + p(1-p) dᵀ covariance d) (MacKay 1992,
    /// "Information-based objective functions for active data selection"). 0 for two of a kind; less the more of the
    /// like was seen, and the surer its outcome is.
    double gain(std::span<const double> difference) const;
};

/// `won`: of each duel, what the winner has more of than the loser, all of `features` numbers; none will do. By
/// Newton's steps, halved while they lead down, until the gradient's largest part is below 1e-9. Errors: stats.length
/// (another number of features), stats.range (a ridge that is not above 0, no features or more than 1000, a number that
/// is not finite).
Result<LinearRatings> linearBradleyTerry(std::span<const std::vector<double>> won, std::size_t features, double ridge);

} // namespace lapidary::stats
