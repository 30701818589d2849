// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/project.h"
#include "widgets/bridge/project_part.h"
#include "widgets/models/experiment_template.h"
#include "widgets/models/values.h"
#include <memory>
#include <optional>

namespace lapidary {

/// The project that is open, for all parts around it. Going away ends no run: workers live on, and the next owner meets
/// them again.
class OpenProject : public ProjectPart {
    Q_OBJECT
public:
    explicit OpenProject(QObject *parent = nullptr);
    ~OpenProject() override;

    /// As owner, or read-only where somebody else owns the folder.
    void open(const QString &folder);
    /// Makes a project after a ready-made one, a template or a project's folder, and opens it.
    void create(const QString &folder, const QString &from);
    void listReady();     ///< the projects that come with the program
    void listTemplates(); ///< the experiments to begin with, drawn

    // For the parts, on their thread.
    explicit operator bool() const { return project_ != nullptr; } ///< whether one is open
    Project *operator->() const { return project_.get(); }
    Project &operator*() const { return *project_; }
    const std::optional<Plan> &plan() const { return plan_; }
    void setPlan(Plan plan);

Q_SIGNALS:
    void opened(const lapidary::ProjectValues &project);
    void readyListed(const QVector<lapidary::ReadyProjectValues> &projects);
    void templatesListed(const QVector<lapidary::ExperimentTemplate> &templates);
    // To the parts: what they hold of the project must go; there is another one, and the window knows of it; it was
    // planned anew.
    void closing();
    void begun();
    void planned();

private:
    void close();
    QString folder_{};
    std::unique_ptr<Project> project_{};
    std::optional<Plan> plan_{}; ///< the newest; none where the experiment was never run
};

} // namespace lapidary
