// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/experiment/plan.h"
#include "core/workbench/project.h"
#include <optional>

namespace lapidary {

/// A completion that an arm keeps of a problem.
struct StoredSample {
    std::int64_t answer = -1; ///< its number among the answers of the problem; below 0: it was cut or has none
    bool whole = false;       ///< ended by itself, and not empty: what is cut neither votes nor wins nor is right
    bool correct = false;
    double tokens = 0;
    std::optional<double> logprob{}, score{}; ///< of the whole text; by the arm's scorer
};
struct StoredProblem {
    std::string id{}, prompt{}; ///< as in the matrix of answers
    std::vector<StoredSample> samples{};
    double seconds = 0;  ///< of all of them
    double verifier = 0; ///< tokens that the arm's scorer read of all of them
    double tokens() const;
    std::int64_t correct() const;
};
/// The problems of a bucket, as an arm has answered them; each has as many samples as any other, two at least.
struct StoredArm {
    std::string arm{}, bucket{};
    std::vector<StoredProblem> problems{};
    std::int64_t samples() const { return problems.empty() ? 0 : std::ssize(problems.front().samples); }
    bool isScored() const; ///< every whole sample has a score of the arm's scorer
};

/// Of every finished arm that drew as many samples of each problem as its `n` says: of an arm that may stop before,
/// the ones that are there depend on each other, and no other budget can be read off them. Unscorable problems are
/// left out. Errors carry file and line.
Result<std::vector<StoredArm>> storedSamples(const Project &project, const Plan &plan);

} // namespace lapidary
