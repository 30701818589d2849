// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/open_project.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/ready_projects.h"
#include "widgets/bridge/template_graphs.h"
#include <QFileInfo>

namespace lapidary {

OpenProject::OpenProject(QObject *parent) : ProjectPart(parent) {}
OpenProject::~OpenProject() = default;

void OpenProject::open(const QString &folder) {
    // The old project is given back only when the new one is open: a mistyped folder loses nothing. The same folder is
    // closed first, since a project has one owner.
    if (QString::compare(folder_, folder) == 0) close();
    auto project = Project::open(fromQt(folder), "lapidary");
    const auto runs = project ? (*project)->runs() : Result<std::vector<RunRecord>>(unexpected(project.error()));
    if (!runs) {
        Q_EMIT failed(tr("This project cannot be opened"), toQt(runs.error()));
        return;
    }
    close();
    folder_ = folder;
    project_ = std::move(*project);
    ProjectValues values{.folder = folder, .name = QFileInfo(folder).fileName()};
    if (project_->readOnly()) values.readOnly = toQt(*project_->readOnly());
    if (auto plan = project_->lastPlan()) {
        values.experiment = toQt(plan->experiment);
        plan_ = std::move(*plan);
    }
    Q_EMIT opened(values);
    Q_EMIT begun();
}

void OpenProject::close() {
    if (!project_) return;
    Q_EMIT closing();
    plan_.reset();
    project_.reset();
    folder_.clear();
}

void OpenProject::create(const QString &folder, const QString &from) {
    if (const auto made = createProject(fromQt(folder), fromQt(from)); !made) {
        Q_EMIT failed(tr("The project cannot be made"), toQt(made.error()));
        return;
    }
    open(folder);
}

void OpenProject::listReady() {
    Q_EMIT readyListed(readyProjects());
}

void OpenProject::listTemplates() {
    Q_EMIT templatesListed(drawnTemplates());
}

void OpenProject::setPlan(Plan plan) {
    plan_ = std::move(plan);
    Q_EMIT planned();
}

} // namespace lapidary
