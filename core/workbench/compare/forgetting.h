// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/compare/answers.h"

namespace lapidary {

/// What the models of a chain of stages can do of each task, and what each stage forgot of what the one before could.
/// Tasks are the buckets of the arms, stages the models that the arms ask, in the order in which they were trained.
struct ForgettingMatrix {
    struct Stage {
        std::string model{}, arm{};
        std::string parent{}; ///< the model on the table that it goes back to; empty: none
    };
    struct Cell {
        std::int64_t n = 0, correct = 0;
        double accuracy = 0, low = 0, high = 0; ///< Wilson, 95 %
        /// Against the parent, on the problems that both were asked: answers that flipped.
        std::int64_t lost = 0, gained = 0, shared = 0;
    };
    struct Task {
        std::string bucket{};
        std::vector<std::optional<Cell>> cells{}; ///< by stage; nothing: it was not asked
        /// The best accuracy of any earlier stage less that of the last one that was asked; nothing with fewer than
        /// two.
        std::optional<double> forgotten{};
    };
    std::string strategy{}; ///< how all of them answered: other ways are left out, they would be no fair comparison
    std::vector<Stage> stages{};
    std::vector<Task> tasks{};
    bool empty() const { return stages.size() < 2; } ///< one model forgets nothing that could be seen
};

/// Of the strategy by which most models answered; of equals the first.
ForgettingMatrix forgettingOf(const Comparison &comparison, const std::vector<AnswerMatrix> &answers);

} // namespace lapidary
