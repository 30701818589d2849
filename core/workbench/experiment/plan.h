// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/job/engine_version.h"
#include "core/store/store.h"
#include "core/workbench/experiment/experiment.h"

namespace lapidary {

/// One run of an experiment, resolved: everything that its folder needs.
struct PlannedRun {
    std::string id{}, name{}, kind{}, method{};
    std::string role{};      ///< of an arm
    std::string model{};     ///< the name in the experiment
    std::string keyMetric{}; ///< of a training: the number that says how it goes
    std::string inputHash{};
    std::vector<std::string> needs{}; ///< ids of the runs whose outputs go in
    Json config = Json::object();     ///< run.toml
    /// Files that are put into the folder under a name: frozen data sets, and outputs of earlier runs.
    std::map<std::string, fs::path> files{};
    int threads = 1;
    std::int64_t memoryEstimate = 0;
    std::uint64_t seed = 0;
};
struct Plan {
    std::string experiment{};
    std::uint64_t seed = 0;
    std::vector<PlannedRun> runs{}; ///< in an order that satisfies `needs`
    const PlannedRun *find(const std::string &id) const;
};
Json toJson(const Plan &plan);
Result<Plan> planFromJson(const Json &json);

/// Freezes the data sets under `project`/datasets, hashes the models, and resolves every stage and arm. `only` names a
/// stage or arm: the plan then holds it and what it needs. A run that the store knows by its input hash keeps its id;
/// stages or arms with the same inputs have the same run (same_run.h tells of them). A run that was changed on the way
/// and has finished is none of its inputs any more.
Result<Plan> makePlan(const Experiment &experiment, const fs::path &project, Store &store, const std::string &only = {},
                      int engineVersion = kEngineVersion);

} // namespace lapidary
