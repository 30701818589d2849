// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/costs.h"
#include "core/workbench/queue/run_folder.h"
#include "core/workbench/stages/run_kind.h"

namespace lapidary {
namespace {

/// From the run's own words at its end; nothing where it has none.
std::optional<Cost> toldBy(const RunStanding &logged) {
    if (!logged.result || !logged.result->contains("cost")) return std::nullopt;
    const Json &told = (*logged.result)["cost"];
    return Cost{told.value("tokens_trained", std::int64_t{0}), told.value("tokens_sampled", std::int64_t{0}),
                told.value("seconds", 0.0)};
}

} // namespace

Cost &Cost::operator+=(const Cost &other) {
    tokensTrained += other.tokensTrained;
    tokensSampled += other.tokensSampled;
    seconds += other.seconds;
    return *this;
}

Result<Costs> Costs::of(const Project &project, const Plan &plan) {
    Costs costs(plan);
    for (const PlannedRun &run : plan.runs) {
        if (isArm(run.kind)) continue;
        const auto logged = loggedState(project.runFolder(run.id));
        if (!logged) return unexpected(logged.error());
        costs.changes_[run.id] = logged->changes;
        const auto told = toldBy(*logged);
        if (ownerJob(run.kind))
            costs.own_[run.id] = {}; // sorts rows: nothing is trained or drawn
        else if (told)
            costs.own_[run.id] = *told;
    }
    for (const PlannedRun &run : plan.runs)
        if (isTraining(run.kind))
            if (const auto cost = costs.material(run))
                costs.trainings_.push_back({run.name, run.method, run.model, *cost, costs.changes_[run.id]});
    return costs;
}

/// The training itself, and the samples that its data were made of: not the training of the model that it began from.
std::optional<Cost> Costs::material(const PlannedRun &training) const {
    const auto own = own_.find(training.id);
    if (own == own_.end()) return std::nullopt;
    Cost cost = own->second;
    for (const auto &need : training.needs) {
        const PlannedRun *data = plan_->find(need);
        if (!data || !ownerJob(data->kind)) continue;
        for (const auto &samples : data->needs)
            if (const auto it = own_.find(samples); it != own_.end()) cost += it->second;
    }
    return cost;
}

void Costs::collect(const PlannedRun &run, std::map<std::string, const PlannedRun *> &seen) const {
    for (const auto &need : run.needs)
        if (const PlannedRun *made = plan_->find(need); made && seen.emplace(need, made).second) collect(*made, seen);
}

std::optional<Cost> Costs::wayTo(const PlannedRun &run) const {
    std::map<std::string, const PlannedRun *> way;
    collect(run, way);
    Cost cost;
    for (const auto &[id, made] : way) {
        const auto own = own_.find(id);
        if (own == own_.end()) return std::nullopt;
        cost += own->second;
    }
    return cost;
}

} // namespace lapidary
