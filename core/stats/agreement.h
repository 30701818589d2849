// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lapidary::stats {

/// Cohen's kappa of two raters (Cohen 1960): (p_o - p_e) / (1 - p_e), p_e = Σ_c p_a(c) p_b(c).
/// Errors: stats.length, stats.empty, stats.undefined (both always say the same one thing: p_e = 1).
Result<double> cohenKappa(std::span<const std::string> a, std::span<const std::string> b);

/// Krippendorff's alpha for names (nominal scale; Krippendorff 2011, "Computing Krippendorff's alpha-reliability"):
///     α = 1 - (n - 1) Σ_{c≠k} o_ck / Σ_{c≠k} n_c n_k,  o the coincidences within units
/// `ratings[rater][unit]`; missing ratings are allowed, units with fewer than two ratings say nothing.
/// Errors: stats.length (raters of different lengths), stats.empty (no unit with two ratings), stats.undefined (only
/// one value was ever used).
Result<double> krippendorff(std::span<const std::vector<std::optional<std::string>>> ratings);

} // namespace lapidary::stats
