// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/engine/train/options.h"
#include <optional>

namespace lapidary {

/// How many optimiser steps a run has and how much of its rows it has passed over, where rows may join on the way: they
/// are seen from the next pass on, which makes it and those behind it longer.
class Passes {
public:
    Passes(const TrainOptions &options, std::int64_t stepsPerPass);

    std::int64_t total() const;         ///< steps of the run
    double at(std::int64_t step) const; ///< passes by the end of this step
    /// The step behind which the next pass begins. Nothing where the run ends with the one under way.
    std::optional<std::int64_t> nextAfter(std::int64_t step) const;
    /// From the next pass on each takes so many steps; there is one.
    void grow(std::int64_t step, std::int64_t stepsPerPass);

    Json state() const; ///< empty where nothing has joined
    void restore(const Json &state);

private:
    struct Stretch { ///< behind step `begin`, when there were so many passes, each takes so many steps
        std::int64_t begin = 0, passes = 0, steps = 1;
    };
    std::int64_t endOfPass(std::int64_t step) const;
    double epochs_;
    std::int64_t maxSteps_;
    Stretch before_{}, now_{}; ///< `now_` may begin later than the step in progress
};

} // namespace lapidary
