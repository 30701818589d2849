// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/bridge/project_part.h"
#include "widgets/models/experiment_change.h"
#include "widgets/models/stage_graph.h"
#include <QStringList>
#include <QTimer>
#include <filesystem>
#include <optional>

namespace lapidary {

class ExperimentEditing;
class ExperimentQueue;
class OpenProject;

/// The experiment as a graph, read again where its file or its plan has changed: it may be edited while the window is
/// open.
class ExperimentGraph : public ProjectPart {
    Q_OBJECT
public:
    static constexpr int kLookMs = 500;
    ExperimentGraph(OpenProject &open, ExperimentQueue &queue, ExperimentEditing &editing, QObject *parent);

Q_SIGNALS:
    void graphChanged(const lapidary::StageGraphValues &graph);
    void experimentRead(const lapidary::ReadExperiment &experiment); ///< null: the files cannot be read
    void dataSetsChanged(const QStringList &names);                  ///< the frozen ones

private:
    void look();
    void lookAgain();
    StageGraphValues read();
    QStringList dataSets() const;
    OpenProject &open_;
    std::optional<std::filesystem::file_time_type>
        read_{}; ///< the time of the experiment's last change when it was read
    QTimer timer_{this};
};

} // namespace lapidary
