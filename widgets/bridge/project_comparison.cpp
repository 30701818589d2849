// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/project_comparison.h"
#include "core/workbench/compare/report.h"
#include "core/workbench/stages/run_kind.h"
#include "widgets/bridge/comparison_values.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/open_project.h"
#include "widgets/bridge/project_runs.h"

namespace lapidary {

namespace {

/// What `make` makes of the open project and its newest plan.
template <class Make> auto ofPlan(const OpenProject &open, Make make) -> decltype(make(*open, *open.plan())) {
    if (!open.plan())
        return fail({.code = "experiment.never_run",
                     .message = "this experiment has not been run yet",
                     .remedy = "Run it from the panel Home."});
    return make(*open, *open.plan());
}

Result<QString> reportOf(Project &project, const Plan &plan) {
    const auto html = makeReport(project, plan, {});
    if (!html) return unexpected(html.error());
    const fs::path file = project.folder() / "report.html";
    if (auto written = writeFileAtomic(file, *html); !written) return unexpected(written.error());
    return toQt(file.string());
}

} // namespace

ProjectComparison::ProjectComparison(OpenProject &open, ProjectRuns &runs, QObject *parent)
    : ProjectPart(parent), open_(open) {
    connect(&open_, &OpenProject::closing, this, [this] {
        compared_.clear();
        told_.clear();
    });
    connect(&runs, &ProjectRuns::runsChanged, this, &ProjectComparison::compareIfFinished);
}

void ProjectComparison::compareIfFinished(const QVector<RunValues> &runs) {
    QStringList finished;
    for (const RunValues &run : runs)
        if (isArm(run.kind.toStdString()) && run.state == RunState::Finished) finished.append(run.id);
    if (finished.isEmpty()) tellDetectable();
    if (finished.isEmpty() || finished == compared_) return;
    const auto comparison = ofPlan(open_, comparisonValues);
    if (!comparison) return; // the arms are not all there; the next finished one asks again
    compared_ = finished;
    Q_EMIT revisionsCounted(comparison->revised);
    Q_EMIT comparisonChanged(comparison->values);
}

void ProjectComparison::tellDetectable() {
    if (!open_ || !open_.plan()) return;
    QStringList runs;
    for (const PlannedRun &run : open_.plan()->runs) runs.append(toQt(run.id));
    if (runs == told_) return;
    const auto found = ofPlan(open_, detectableValues);
    if (!found) return; // its rows are told of where they are read
    told_ = runs;
    Q_EMIT detectableKnown(*found);
}

void ProjectComparison::readDetails() {
    if (!open_) return;
    const auto details = open_.plan() ? compareDetails(*open_, *open_.plan()) : Result<CompareDetails>();
    if (details)
        Q_EMIT detailsReady(*details);
    else
        Q_EMIT failed(tr("The samples cannot be read"), toQt(details.error()));
}

void ProjectComparison::readAnswers(const QString &armA, const QString &armB) {
    if (!open_) return;
    const auto answers =
        ofPlan(open_, [&](Project &project, const Plan &plan) { return sideBySide(project, plan, armA, armB); });
    if (answers)
        Q_EMIT answersReady(*answers);
    else
        Q_EMIT failed(tr("The answers cannot be read"), toQt(answers.error()));
}

void ProjectComparison::writeReport() {
    if (!open_) return;
    const auto file = ofPlan(open_, reportOf);
    if (file)
        Q_EMIT reportWritten(*file);
    else
        Q_EMIT failed(tr("The report cannot be written"), toQt(file.error()));
}

} // namespace lapidary
