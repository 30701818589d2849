// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/experiment_graph.h"
#include "core/workbench/experiment/additions.h"
#include "core/workbench/experiment/catalogue.h"
#include "core/workbench/experiment/experiment_files.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/experiment_editing.h"
#include "widgets/bridge/experiment_queue.h"
#include "widgets/bridge/open_project.h"
#include "widgets/bridge/stage_graph_of.h"

namespace lapidary {

ExperimentGraph::ExperimentGraph(OpenProject &open, ExperimentQueue &queue, ExperimentEditing &editing, QObject *parent)
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
    connect(&editing, &ExperimentEditing::acted, this, &ExperimentGraph::lookAgain);
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
    const StageGraphValues graph = missing ? StageGraphValues() : read();
    if (missing) Q_EMIT experimentRead({});
    Q_EMIT graphChanged(graph);
    Q_EMIT dataSetsChanged(dataSets());
}

/// Whatever the time of the files says: two changes may fall into one tick of the clock.
void ExperimentGraph::lookAgain() {
    read_.reset();
    look();
}

/// Of an experiment that is not whole yet as much as there is, with what is wrong.
StageGraphValues ExperimentGraph::read() {
    StageGraphValues graph;
    const auto texts = readExperimentTexts(open_->folder());
    auto catalogue = installedCatalogue();
    if (!texts || !catalogue) {
        graph.problem = toQt(texts ? catalogue.error() : texts.error());
        Q_EMIT experimentRead({});
        return graph;
    }
    auto read =
        ExperimentEditor::read(*texts, open_->folder(), std::make_shared<const Catalogue>(std::move(*catalogue)));
    if (!read) {
        graph.problem = toQt(read.error());
        Q_EMIT experimentRead({});
        return graph;
    }
    graph = stageGraphOf(read->draft(), open_.plan() ? &*open_.plan() : nullptr);
    Q_EMIT experimentRead(std::make_shared<const ExperimentEditor>(std::move(*read)));
    return graph;
}

QStringList ExperimentGraph::dataSets() const {
    QStringList out;
    if (const auto sets = open_->store().datasets())
        for (const DatasetRecord &set : *sets) out.append(toQt(set.name));
    out.removeDuplicates();
    return out;
}

} // namespace lapidary
