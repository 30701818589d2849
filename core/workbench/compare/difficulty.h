// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/stats/intervals.h"
#include "core/workbench/compare/answers.h"
#include "core/workbench/compare/stored_samples.h"

namespace lapidary {

/// An arm on the problems of one difficulty; without any nothing is known: 0 to 1.
struct DifficultyCell {
    std::int64_t n = 0, correct = 0;
    stats::Interval accuracy{.low = 0, .high = 1}; ///< Wilson, 95 %
};
/// The problems of a bucket by how often the samples of one arm were right (the difficulty of Snell et al. 2024,
/// arXiv:2408.03314, for that model), and how the arms did on each.
struct DifficultyTable {
    std::string bucket{}, reference{}; ///< whose samples tell the difficulty
    std::vector<std::string> arms{};
    struct Bin {
        double above = 0, upTo = 0; ///< share of right samples; the first bin is 0 alone
        std::int64_t problems = 0;
        std::vector<DifficultyCell> cells{}; ///< by arm
    };
    std::vector<Bin> bins{}; ///< hardest first: 0, up to a quarter, a half, three quarters, and all
};

/// One for each of `stored`, over the arms of its bucket's matrix. Errors: stats.*.
Result<std::vector<DifficultyTable>> difficultyTables(const std::vector<StoredArm> &stored,
                                                      const std::vector<AnswerMatrix> &matrices);

} // namespace lapidary
