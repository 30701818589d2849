// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/project_session.h"
#include "widgets/bridge/arena_answers.h"
#include "widgets/bridge/difference_reader.h"
#include "widgets/bridge/experiment_costs.h"
#include "widgets/bridge/experiment_editing.h"
#include "widgets/bridge/experiment_graph.h"
#include "widgets/bridge/experiment_queue.h"
#include "widgets/bridge/open_project.h"
#include "widgets/bridge/project_comparison.h"
#include "widgets/bridge/project_data.h"
#include "widgets/bridge/project_labels.h"
#include "widgets/bridge/project_models.h"
#include "widgets/bridge/project_planning.h"
#include "widgets/bridge/project_runs.h"

namespace lapidary {

/// In the order in which they hear of another project; the project itself goes away last.
struct ProjectSession::Parts : QObject {
    OpenProject project{this};
    ExperimentQueue queue{project, this};
    ProjectLabels labels{project, queue, this};
    ProjectRuns runs{project, queue, this};
    ProjectComparison comparison{project, runs, this};
    ExperimentEditing editing{project, this};
    ExperimentGraph graph{project, queue, editing, this};
    ExperimentCosts costs{project, graph, runs, this};
    DifferenceReader differences{project, this};
    ProjectPlanning planning{project, this};
    ProjectData data{project, this};
    ProjectModels models{project, this};
    ArenaAnswers arena{project, this};
};

ProjectSession::ProjectSession() : parts_(new Parts) {
    parts_->moveToThread(&thread_);
    QObject::connect(&thread_, &QThread::finished, parts_, &QObject::deleteLater);
    thread_.setObjectName(QStringLiteral("project"));
    thread_.start();
}

ProjectSession::~ProjectSession() {
    thread_.quit();
    thread_.wait();
}

OpenProject &ProjectSession::project() const {
    return parts_->project;
}
ExperimentQueue &ProjectSession::queue() const {
    return parts_->queue;
}
ProjectRuns &ProjectSession::runs() const {
    return parts_->runs;
}
ExperimentEditing &ProjectSession::editing() const {
    return parts_->editing;
}
ExperimentGraph &ProjectSession::graph() const {
    return parts_->graph;
}
ExperimentCosts &ProjectSession::costs() const {
    return parts_->costs;
}
DifferenceReader &ProjectSession::differences() const {
    return parts_->differences;
}
ProjectComparison &ProjectSession::comparison() const {
    return parts_->comparison;
}
ArenaAnswers &ProjectSession::arena() const {
    return parts_->arena;
}
ProjectPlanning &ProjectSession::planning() const {
    return parts_->planning;
}
ProjectLabels &ProjectSession::labels() const {
    return parts_->labels;
}
ProjectData &ProjectSession::data() const {
    return parts_->data;
}
ProjectModels &ProjectSession::models() const {
    return parts_->models;
}
QList<ProjectPart *> ProjectSession::parts() const {
    return parts_->findChildren<ProjectPart *>(Qt::FindDirectChildrenOnly);
}

} // namespace lapidary
