// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace lapidary::stats {

/// The chance that at least one of k samples is right, estimated without bias from n samples with c right (Chen et al.
/// 2021, arXiv:2107.03374, eq. 1): 1 - C(n-c, k) / C(n, k), as a product so that nothing overflows.
/// Errors: stats.range (k < 1, k > n, c outside [0, n]).
Result<double> passAtK(std::int64_t n, std::int64_t correct, std::int64_t k);

/// One drawn sample: its answer in canonical form (nothing where none was found), its score, whether it is right.
struct Sample {
    std::optional<std::string> answer{};
    bool correct = false;
    double score = 0;
};

/// The chance that the most frequent answer among k of the n samples, drawn without replacement, is right. Samples
/// without an answer do not vote; a tie is shared out evenly; no vote at all is wrong. Up to 256 samples: exact,
/// counted over how many votes each answer gets; of more: the mean of `draws` seeded random subsets. Errors:
/// stats.empty, stats.range (k < 1, k > n, draws < 1).
Result<double> majorityAtK(std::span<const Sample> samples, std::int64_t k, std::uint64_t seed = 0,
                           std::int64_t draws = 10000);

/// The chance that the best-scored of k of the n samples, drawn without replacement, is right; exact: ordered by score,
/// the sample of rank i (from 1, ascending) is the best with chance C(i-1, k-1) / C(n, k). Equal scores share evenly.
/// Errors: stats.empty, stats.range (k < 1, k > n, scores that are not numbers).
Result<double> bestOfK(std::span<const Sample> samples, std::int64_t k);

} // namespace lapidary::stats
