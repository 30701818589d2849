// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/compare/costs.h"
#include "core/workbench/experiment/catalogue.h"

namespace lapidary {

/// One metric of a training.
struct MetricSummary {
    double last = 0, best = 0; ///< best: where the metric tells which way is better, else the last
    double bestStep = 0;
};

/// A training run beside those of the same algorithm.
struct TrainingSummary {
    std::string run{}, name{}, model{}, state{};
    std::uint64_t seed = 0;
    Json settings = Json::object();                 ///< those that differ between the runs of the table
    std::map<std::string, MetricSummary> metrics{}; ///< as far as they were logged
    double steps = 0;
    std::optional<Cost> cost{}; ///< its own; told at its end
};

/// The trainings of one algorithm, as a sweep makes them.
struct TrainingTable {
    std::string algorithm{};
    std::vector<std::string> settings{}; ///< names of those that differ; seeds and models are beside them
    std::vector<std::string> metrics{};  ///< the key metric, and of held-out rows what was measured
    bool seeds = false, models = false;  ///< whether these differ
    std::vector<TrainingSummary> runs{}; ///< in the experiment's order
};

/// Of all trainings of the plan that have begun, a table for each algorithm. Errors: compare.nothing_trained, those of
/// a damaged log.
Result<std::vector<TrainingTable>> compareTrainings(Project &project, const Plan &plan, const Catalogue &catalogue);

Json toJson(const std::vector<TrainingTable> &tables);
std::string toCsv(const std::vector<TrainingTable> &tables); ///< a line for each run and metric
std::string toText(const std::vector<TrainingTable> &tables);

} // namespace lapidary
