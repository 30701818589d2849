// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include "widgets/bridge/project_part.h"
#include "widgets/models/planning_values.h"
#include <QTimer>
#include <memory>
#include <nlohmann/json.hpp>

namespace lapidary {

class DryRun;
class OpenProject;

/// What a person needs to know before a training is started: what there is to make it of, what its rows are, and what
/// its first steps take.
class ProjectPlanning : public ProjectPart {
    Q_OBJECT
public:
    static constexpr int kTickMs = 50;
    ProjectPlanning(OpenProject &open, QObject *parent);
    ~ProjectPlanning() override;

    void readPlanning();
    /// Settings as TRL's command takes them (YAML); the answer is settingsFileReady. What the file does not say or the
    /// experiment does not have is that of `form`.
    void readSettingsFile(const QString &path, const lapidary::SettingsFile &form);
    void readDataFacts(const QString &name); ///< of a data set or a stage of pairs
    /// A few steps of a training that is not added, to see what it takes; the answer is dryRunReady.
    void startDryRun(const Json &tables, const QString &name);
    void endDryRun();

Q_SIGNALS:
    void planningReady(const lapidary::PlanningValues &planning);
    void settingsFileReady(const lapidary::SettingsFile &settings);
    void dataFactsReady(const lapidary::DataFacts &facts);
    void dryRunReady(const lapidary::DryRunValues &values);

private:
    void pollDryRun();
    OpenProject &open_;
    std::unique_ptr<DryRun> dryRun_{}; ///< while one is at work
    QTimer timer_{this};
};

} // namespace lapidary
