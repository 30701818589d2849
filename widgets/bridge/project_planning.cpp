// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/project_planning.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/dry_run.h"
#include "widgets/bridge/open_project.h"
#include "widgets/bridge/planning.h"

namespace lapidary {

ProjectPlanning::ProjectPlanning(OpenProject &open, QObject *parent) : ProjectPart(parent), open_(open) {
    timer_.setInterval(kTickMs);
    connect(&timer_, &QTimer::timeout, this, &ProjectPlanning::pollDryRun);
    connect(&open_, &OpenProject::closing, this, &ProjectPlanning::endDryRun);
}

ProjectPlanning::~ProjectPlanning() = default;

void ProjectPlanning::readPlanning() {
    if (!open_) return;
    const auto planning = planningOf(*open_);
    if (planning)
        Q_EMIT planningReady(*planning);
    else
        Q_EMIT failed(tr("A training cannot be planned here"), toQt(planning.error()));
}

void ProjectPlanning::readDataFacts(const QString &name) {
    if (!open_) return;
    const auto facts = dataFactsOf(*open_, name);
    Q_EMIT dataFactsReady(facts ? *facts : DataFacts{.name = name, .trouble = toQt(facts.error())});
}

void ProjectPlanning::startDryRun(const Json &tables, const QString &name) {
    if (!open_) return;
    endDryRun(); // one at a time, in one folder
    auto begun = DryRun::start(*open_, tables, fromQt(name));
    if (!begun) return Q_EMIT dryRunReady({.trouble = toQt(begun.error())});
    dryRun_ = std::move(*begun);
    timer_.start();
}

void ProjectPlanning::endDryRun() {
    timer_.stop();
    dryRun_.reset();
}

void ProjectPlanning::pollDryRun() {
    const auto values = dryRun_->poll();
    if (!values) return;
    endDryRun();
    Q_EMIT dryRunReady(*values);
}

} // namespace lapidary
