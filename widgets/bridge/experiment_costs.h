// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/experiment/stage_costs.h"
#include "widgets/bridge/project_part.h"
#include "widgets/models/experiment_change.h"
#include <QMap>
#include <QTimer>
#include <QVector>

namespace lapidary {

class ExperimentGraph;
class OpenProject;
class ProjectRuns;
struct RunValues;

/// What the stages that are left will take, counted anew a moment after the experiment, its plan or what has finished
/// of it changed.
class ExperimentCosts : public ProjectPart {
    Q_OBJECT
public:
    static constexpr int kQuietMs = 300;
    ExperimentCosts(OpenProject &open, ExperimentGraph &graph, ProjectRuns &runs, QObject *parent);

Q_SIGNALS:
    /// In the order of the experiment; none while it cannot be run as it stands.
    void costsChanged(const QVector<lapidary::StageCost> &costs);

private:
    void see(const QVector<RunValues> &runs);
    void count();
    OpenProject &open_;
    ReadExperiment experiment_{};
    qsizetype finished_ = 0; ///< runs
    QTimer later_{this};
};

} // namespace lapidary
