// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/problem_search.h"

namespace lapidary {

/// An Expand of a problem, and how many of its pieces are still to be written.
struct Pending {
    std::size_t problem = 0;
    Expand expand{};
};

/// A part of a Pending that is written now.
struct Part {
    std::size_t pending = 0;
    std::int64_t n = 0, tokens = 0;
};

/// As much of all that is pending as every problem's budget is sure to cover, however long the pieces become. Where it
/// does not cover a whole piece, one that is shorter is written with what is left. Within a problem the order is kept,
/// so that what is written does not depend on the other problems.
std::vector<Part> partsWithinBudgets(const std::vector<Pending> &pending, const std::vector<ProblemSearch> &searches);

/// Writes all that is pending in as few calls as the budgets allow, and marks a tree as spent whose budget is used up.
/// `progress` counts the samples of all rounds.
class Expansions {
public:
    Expansions(const SearchContext &context, bool scores, std::int64_t totalSamples)
        : context_(context), scores_(scores), totalSamples_(totalSamples) {}
    Status write(std::vector<Pending> pending, std::vector<ProblemSearch> &searches);

private:
    Status writeParts(std::vector<Pending> &pending, const std::vector<Part> &parts,
                      std::vector<ProblemSearch> &searches);
    /// What comes of each part; those that one model writes are written in one call.
    Result<std::vector<GeneratedPrompt>> written(const std::vector<Pending> &pending, const std::vector<Part> &parts,
                                                 const std::vector<ProblemSearch> &searches) const;
    Result<CompletionRequest> requestOf(const Expand &expand, const ProblemSearch &search) const;
    Watch watchOf(const std::vector<Pending> &pending, const std::vector<Part> &parts,
                  const std::vector<ProblemSearch> &searches) const;

    const SearchContext &context_;
    const bool scores_;
    const std::int64_t totalSamples_;
    std::int64_t done_ = 0;
};

} // namespace lapidary
