// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare/compare_feature.h"
#include "core/workbench/stages/run_kind.h"
#include "widgets/bridge/arena_answers.h"
#include "widgets/bridge/experiment_queue.h"
#include "widgets/bridge/project_comparison.h"
#include "widgets/bridge/project_labels.h"
#include "widgets/bridge/project_planning.h"
#include "widgets/bridge/project_session.h"
#include "widgets/panels/compare/compare_panel.h"
#include "widgets/panels/compare/draw_dialog.h"
#include "widgets/panels/workspace.h"
#include <QCoreApplication>

namespace lapidary {

CompareFeature::CompareFeature(Workspace &workspace) : Feature(&workspace), workspace_(workspace) {
    connectComparison(workspace.session());
    connectWhatIf();
    connectArena(workspace.session());
    connectDraw(workspace.session());
}

void CompareFeature::connectComparison(const ProjectSession &session) {
    const ProjectComparison *project = &session.comparison();
    connect(project, &ProjectComparison::revisionsCounted, &comparison_, &CompareViewModel::setRevisions);
    connect(project, &ProjectComparison::detectableKnown, &comparison_, &CompareViewModel::setDetectable);
    connect(project, &ProjectComparison::comparisonChanged, &comparison_, &CompareViewModel::setComparison);
    connect(project, &ProjectComparison::answersReady, &comparison_, &CompareViewModel::setAnswers);
    connect(project, &ProjectComparison::detailsReady, &comparison_, &CompareViewModel::setDetails);
    connect(&comparison_, &CompareViewModel::detailsRequested, project, &ProjectComparison::readDetails);
    connect(&comparison_, &CompareViewModel::answersRequested, project, &ProjectComparison::readAnswers);
    connect(&comparison_, &CompareViewModel::changed, this, &Feature::actionsChanged);
}

void CompareFeature::connectWhatIf() {
    WhatIfReplayer *replayer = replaying_.get();
    connect(&comparison_, &CompareViewModel::whatIfExpected, replayer, &WhatIfReplayer::expect, Qt::DirectConnection);
    connect(&comparison_, &CompareViewModel::whatIfRequested, replayer, &WhatIfReplayer::replay);
    connect(replayer, &WhatIfReplayer::replayed, &comparison_, &CompareViewModel::setWhatIf);
}

void CompareFeature::connectArena(const ProjectSession &session) {
    connect(&comparison_, &CompareViewModel::changed, &arena_, [this] {
        QStringList names; // who needs the reference answer cannot be asked anything else
        for (const ArmValues &arm : comparison_.table()->comparison().arms)
            if (!arm.oracle) names.append(arm.name);
        arena_.setArms(names);
    });
    connect(&arena_, &ArenaViewModel::judged, &session.labels(), &ProjectLabels::vote);
    connect(&session.labels(), &ProjectLabels::voteSaved, &arena_, &ArenaViewModel::voteKept);
    ArenaAnswers *answers = &session.arena();
    connect(&arena_, &ArenaViewModel::asked, answers, &ArenaAnswers::ask);
    // At once, since the thread may be busy; and once more behind the questions that are still on their way to it.
    connect(&arena_, &ArenaViewModel::stopRequested, answers, &ArenaAnswers::stop, Qt::DirectConnection);
    connect(&arena_, &ArenaViewModel::stopRequested, answers, &ArenaAnswers::stop, Qt::QueuedConnection);
    connect(answers, &ArenaAnswers::grew, &arena_, &ArenaViewModel::grew);
    connect(answers, &ArenaAnswers::done, &arena_, &ArenaViewModel::done);
    connect(answers, &ArenaAnswers::refused, &arena_, &ArenaViewModel::failed);
}

void CompareFeature::connectDraw(const ProjectSession &session) {
    connect(&draw_, &DrawViewModel::planningRequested, &session.planning(), &ProjectPlanning::readPlanning);
    connect(&session.planning(), &ProjectPlanning::planningReady, &draw_, &DrawViewModel::setPlanning);
    connect(&draw_, &DrawViewModel::startRequested, &session.queue(), &ExperimentQueue::addAndRun);
}

QString CompareFeature::title() const {
    return QCoreApplication::translate("Panels", "Compare");
}

Panel *CompareFeature::makePanel() {
    return new ComparePanel(comparison_, arena_);
}

void CompareFeature::beginDraw(DrawViewModel::Kind kind, const QString &model, QWidget *window) {
    auto *dialog = new DrawDialog(draw_, window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    draw_.begin(kind, model);
}

bool CompareFeature::perform(const Intent &intent, QWidget *window) {
    if (intent.kind == Intent::NewArm)
        beginDraw(DrawViewModel::Kind::Arm, intent.argument, window);
    else if (intent.kind == Intent::DrawSamples)
        beginDraw(DrawViewModel::Kind::Samples, intent.argument, window);
    else
        return false;
    return true;
}

bool CompareFeature::showRun(const RunValues &run) {
    if (!isArm(run.kind.toStdString())) return false;
    showArm(run.name);
    return true;
}

/// As the second of the two that stand side by side.
void CompareFeature::showArm(const QString &arm) {
    if (comparison_.armNames().contains(arm)) {
        const QString other = comparison_.armA() != arm ? comparison_.armA() : comparison_.armB();
        comparison_.chooseArms(other, arm);
    }
    Q_EMIT panelWanted();
}

QVector<ActionEntry> CompareFeature::actions(QWidget *window) {
    const auto may = [this] { return workspace_.isOurs(); };
    return {{.id = QStringLiteral("writeReport"),
             .group = 1,
             .text = tr("&Write the report…"),
             .run = [this] { post(workspace_.session().comparison(), &ProjectComparison::writeReport); },
             .enabled = [this] { return workspace_.isOurs() && !comparison_.isEmpty(); }},
            {.id = QStringLiteral("newArm"),
             .menu = MenuPlace::Run,
             .text = tr("New &arm…"),
             .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A)},
             .run = [this, window] { beginDraw(DrawViewModel::Kind::Arm, {}, window); },
             .enabled = may},
            {.id = QStringLiteral("drawSamples"),
             .menu = MenuPlace::Run,
             .text = tr("&Draw samples…"),
             .run = [this, window] { beginDraw(DrawViewModel::Kind::Samples, {}, window); },
             .enabled = may}};
}

QVector<PaletteEntry> CompareFeature::paletteEntries() {
    QVector<PaletteEntry> out;
    for (const QString &arm : comparison_.armNames())
        out.append({tr("Arm"), arm, tr("compare"), [this, arm] { showArm(arm); }});
    return out;
}

} // namespace lapidary
