// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/project.h"
#include "core/workbench/queue/live_run.h"

namespace lapidary {

/// What was spent before any question was asked.
struct Cost {
    std::int64_t tokensTrained = 0; ///< through the network with a gradient, prompts included
    std::int64_t tokensSampled = 0; ///< drawn from a model as material: rollouts, samples
    double seconds = 0;             ///< of the workers, all sittings
    Cost &operator+=(const Cost &other);
};

/// A training of the experiment with what it cost by itself and with the sampling of the data that it learnt from.
struct TrainingCost {
    std::string name{}, algorithm{}, model{}; ///< model: what it began from
    Cost cost{};
    std::vector<LoggedChange> changes{}; ///< settings that were given other values on its way
};

/// Of the finished trainings and of what they are made of.
class Costs {
public:
    static Result<Costs> of(const Project &project, const Plan &plan);
    const std::vector<TrainingCost> &trainings() const { return trainings_; }
    /// All the way from the models that the experiment was given, each run counted once; nothing where a run of that
    /// way has not told its cost.
    std::optional<Cost> wayTo(const PlannedRun &run) const;

private:
    explicit Costs(const Plan &plan) : plan_(&plan) {}
    std::optional<Cost> material(const PlannedRun &training) const;
    void collect(const PlannedRun &run, std::map<std::string, const PlannedRun *> &seen) const;

    const Plan *plan_;
    std::map<std::string, Cost> own_{}; ///< by run
    std::map<std::string, std::vector<LoggedChange>> changes_{};
    std::vector<TrainingCost> trainings_{};
};

} // namespace lapidary
