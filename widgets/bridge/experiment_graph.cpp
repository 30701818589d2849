// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/experiment_graph.h"
#include "core/workbench/experiment/additions.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/experiment_queue.h"
#include "widgets/bridge/open_project.h"
#include "widgets/bridge/stage_graph_of.h"

namespace lapidary {

ExperimentGraph::ExperimentGraph(OpenProject &open, ExperimentQueue &queue, QObject *parent)
    : ProjectPart(parent), open_(open) {
    timer_.setInterval(kLookMs);
    connect(&timer_, &QTimer::timeout, this, &ExperimentGraph::look);
    connect(&open_, &OpenProject::closing, this, [this] {
        timer_.stop();
        read_.reset();
    });
    connect(&open_, &OpenProject::begun, this, [this] {
        timer_.start();
        look();
    });
    connect(&open_, &OpenProject::planned, this, [this] { read_.reset(); }); // the stages have runs now
    connect(&queue, &ExperimentQueue::acted, this, &ExperimentGraph::look);
}

void ExperimentGraph::look() {
    if (!open_) return;
    Project &project = *open_;
    std::error_code missing, noAdditions;
    auto time = fs::last_write_time(project.folder() / "experiment.toml", missing);
    if (const auto added = fs::last_write_time(additionsFile(project.folder()), noAdditions); !noAdditions)
        time = std::max(time, added);
    if (read_ && *read_ == time) return;
    read_ = time;
    StageGraphValues graph;
    if (!missing) {
        const auto experiment = project.experiment();
        if (experiment)
            graph = stageGraphOf(*experiment, open_.plan() ? &*open_.plan() : nullptr);
        else
            graph.problem = toQt(experiment.error());
    }
    Q_EMIT graphChanged(graph);
    Q_EMIT dataSetsChanged(dataSets());
}

QStringList ExperimentGraph::dataSets() const {
    QStringList out;
    if (const auto sets = open_->store().datasets())
        for (const DatasetRecord &set : *sets) out.append(toQt(set.name));
    out.removeDuplicates();
    return out;
}

} // namespace lapidary
