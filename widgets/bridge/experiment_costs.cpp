// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/experiment_costs.h"
#include "widgets/bridge/experiment_graph.h"
#include "widgets/bridge/open_project.h"
#include "widgets/bridge/project_runs.h"
#include <algorithm>

namespace lapidary {

ExperimentCosts::ExperimentCosts(OpenProject &open, ExperimentGraph &graph, ProjectRuns &runs, QObject *parent)
    : ProjectPart(parent), open_(open) {
    later_.setSingleShot(true);
    later_.setInterval(kQuietMs);
    connect(&later_, &QTimer::timeout, this, &ExperimentCosts::count);
    connect(&open_, &OpenProject::closing, this, [this] {
        later_.stop();
        experiment_.reset();
        finished_ = 0;
    });
    connect(&open_, &OpenProject::planned, &later_, qOverload<>(&QTimer::start));
    connect(&graph, &ExperimentGraph::experimentRead, this, [this](const ReadExperiment &experiment) {
        experiment_ = experiment;
        later_.start();
    });
    connect(&runs, &ProjectRuns::runsChanged, this, &ExperimentCosts::see);
}

void ExperimentCosts::see(const QVector<RunValues> &runs) {
    const auto finished =
        std::count_if(runs.begin(), runs.end(), [](const RunValues &run) { return run.state == RunState::Finished; });
    if (std::exchange(finished_, finished) != finished) later_.start();
}

void ExperimentCosts::count() {
    if (!open_) return;
    QVector<StageCost> costs;
    if (experiment_ && experiment_->draft().problems.empty())
        for (StageCost &each :
             stageCosts(*open_, experiment_->draft().experiment, open_.plan() ? &*open_.plan() : nullptr))
            costs.append(std::move(each));
    Q_EMIT costsChanged(costs);
}

} // namespace lapidary
