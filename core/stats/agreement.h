// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include "core/stats/intervals.h"
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

/// How far two values are from one another (Krippendorff 2011): different names count 1; ordered ones by how many
/// ratings lie between them, (Σ_{g=c..k} n_g - (n_c + n_k)/2)²; numbers by (c - k)².
enum class Scale { Nominal, Ordinal, Interval };

/// Krippendorff's alpha of numbers, α = 1 - D_o / D_e with
///     D_o = 1/n Σ_u Σ_{c,k} n_uc (n_uk - [c=k]) δ²_ck / (m_u - 1),   D_e = 1/(n(n-1)) Σ_{c,k} n_c n_k δ²_ck
/// `ratings[rater][unit]` and errors as above.
Result<double> krippendorff(std::span<const std::vector<std::optional<double>>> ratings, Scale scale);

/// The same, and Cohen's kappa, with the percentile interval of a bootstrap that draws units (Efron 1979); draws in
/// which it is undefined are left out. Errors as above; stats.range (confidence outside (0, 1), no resamples).
struct Resampling {
    double confidence = 0.95;
    int resamples = 1000;
    std::uint64_t seed = 1;
};
Result<Interval> krippendorffInterval(std::span<const std::vector<std::optional<double>>> ratings, Scale scale,
                                      const Resampling &how = {});
Result<Interval> cohenKappaInterval(std::span<const std::string> a, std::span<const std::string> b,
                                    const Resampling &how = {});

} // namespace lapidary::stats
