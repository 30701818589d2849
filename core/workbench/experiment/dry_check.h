// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/experiment/plan.h"
#include <functional>
#include <optional>

namespace lapidary {

/// What a training would say of its rows before its first step.
struct DryCheck {
    std::string run{};               ///< its name in the experiment
    std::vector<Sentence> notices{}; ///< that its log would begin with
    std::optional<Error> error{};    ///< that would end it
    bool checked = false;            ///< what it needs is there
};

/// A request to a worker and its answer.
using AskCheck = std::function<Result<Json>(const Json &request)>;

/// Lets a worker read the rows of a run with the networks that it would open. What an earlier stage has yet to make is
/// not there: a model that writes is then read as the one that the stages begin with, and rows, or a model that scores,
/// leave the run unchecked. Nothing stays behind in the project.
DryCheck dryCheck(const Experiment &experiment, const fs::path &project, const PlannedRun &run, const AskCheck &ask);

} // namespace lapidary
