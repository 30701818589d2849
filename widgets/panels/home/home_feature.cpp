// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/home/home_feature.h"
#include "widgets/bridge/difference_reader.h"
#include "widgets/bridge/experiment_costs.h"
#include "widgets/bridge/experiment_editing.h"
#include "widgets/bridge/experiment_graph.h"
#include "widgets/bridge/experiment_queue.h"
#include "widgets/bridge/open_project.h"
#include "widgets/bridge/project_comparison.h"
#include "widgets/bridge/project_runs.h"
#include "widgets/bridge/project_session.h"
#include "widgets/panels/home/difference_dialog.h"
#include "widgets/panels/home/home_panel.h"
#include "widgets/panels/workspace.h"
#include <QCoreApplication>
#include <QUndoStack>

namespace lapidary {

namespace {

/// A change of the experiment's files, which were written before it was put on the stack.
class FileChange : public QUndoCommand {
public:
    FileChange(ExperimentEditing &editing, WrittenChange change)
        : QUndoCommand(change.what), editing_(editing), change_(std::move(change)) {}
    void undo() override { post(editing_, &ExperimentEditing::restore, change_.after, change_.before); }
    void redo() override {
        if (std::exchange(written_, false)) return;
        post(editing_, &ExperimentEditing::restore, change_.before, change_.after);
    }

private:
    ExperimentEditing &editing_;
    WrittenChange change_;
    bool written_ = true;
};

} // namespace

HomeFeature::HomeFeature(Workspace &workspace, const TrainViewModel &curves)
    : Feature(&workspace), workspace_(workspace), home_(curves) {
    const ProjectSession &session = workspace.session();
    connect(&session.graph(), &ExperimentGraph::graphChanged, &home_, &HomeViewModel::setGraph);
    connect(&session.costs(), &ExperimentCosts::costsChanged, &home_, &HomeViewModel::setCosts);
    connect(&session.runs(), &ProjectRuns::runsChanged, &home_, &HomeViewModel::setRuns);
    connect(&session.graph(), &ExperimentGraph::experimentRead, &canvas_, &CanvasViewModel::setExperiment);
    connect(&canvas_, &CanvasViewModel::changeRequested, this, [this](const ExperimentChange &change) {
        post(workspace_.session().editing(), &ExperimentEditing::change, change);
    });
    connect(&session.editing(), &ExperimentEditing::written, this, &HomeFeature::remember);
    connect(&session.comparison(), &ProjectComparison::comparisonChanged, &home_, &HomeViewModel::setComparison);
}

void HomeFeature::remember(const WrittenChange &change) {
    workspace_.undoStack().push(new FileChange(workspace_.session().editing(), change));
}

QString HomeFeature::title() const {
    return QCoreApplication::translate("Panels", "Home");
}

Panel *HomeFeature::makePanel() {
    auto *panel = new HomePanel(home_, canvas_);
    const auto tell = [panel, this] { panel->setProject(workspace_.project(), workspace_.experimentRunning()); };
    connect(&workspace_, &Workspace::projectChanged, panel, tell);
    connect(&workspace_, &Workspace::experimentRunningChanged, panel, tell);
    connect(&workspace_.session().editing(), &ExperimentEditing::written, panel, [panel](const WrittenChange &change) {
        panel->showWritten(change.named.empty() ? QString() : CanvasViewModel::idOf(change.named.back()));
    });
    connect(panel, &HomePanel::differenceWanted, this, [panel, this](const QString &run) {
        const QString from = run.isEmpty() ? run : QStringLiteral("run:") + run;
        showDifference(from, run.isEmpty() ? run : tr("The run %1").arg(run), panel->window());
    });
    connect(this, &HomeFeature::addWanted, panel, &HomePanel::openAddMenu);
    connect(&workspace_, &Workspace::selectionChanged, panel,
            [panel, this] { panel->select(workspace_.selectedStage()); });
    connect(&workspace_.session().project(), &OpenProject::readyListed, panel, &HomePanel::setReadyProjects);
    connect(&workspace_, &Workspace::recentProjectsChanged, panel,
            [panel, this] { panel->setRecentProjects(workspace_.recentProjects()); });
    tell();
    return panel;
}

void HomeFeature::startExperiment() {
    post(workspace_.session().queue(), &ExperimentQueue::startExperiment);
}

void HomeFeature::showDifference(const QString &from, const QString &title, QWidget *window) {
    QStringList others = workspace_.recentProjects();
    if (workspace_.project()) others.removeAll(workspace_.project()->folder);
    auto *dialog = new DifferenceDialog(others, window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    DifferenceReader &reader = workspace_.session().differences();
    connect(&reader, &DifferenceReader::differenceRead, dialog, &DifferenceDialog::show);
    connect(dialog, &DifferenceDialog::wanted, this,
            [&reader](const QString &wanted) { post(reader, &DifferenceReader::compareWith, wanted); });
    dialog->open();
    dialog->compareWith(from, title);
}

bool HomeFeature::perform(const Intent &intent, QWidget *) {
    if (intent.kind == Intent::StartExperiment)
        startExperiment();
    else if (intent.kind == Intent::RunStage)
        post(workspace_.session().queue(), &ExperimentQueue::addAndRun, Json::object(), intent.argument);
    else
        return false;
    return true;
}

QVector<ActionEntry> HomeFeature::actions(QWidget *window) {
    return {{.id = QStringLiteral("runExperiment"),
             .menu = MenuPlace::Run,
             .text = tr("&Run the whole experiment"),
             .keys = {QKeySequence(Qt::Key_F5)},
             .run = [this] { startExperiment(); },
             .enabled = [this] { return workspace_.isOurs() && !workspace_.experimentRunning(); }},
            {.id = QStringLiteral("differences"),
             .menu = MenuPlace::Run,
             .text = tr("What &differs…"),
             .run = [this, window] { showDifference({}, {}, window); },
             .enabled = [this] { return workspace_.project().has_value(); }},
            {.id = QStringLiteral("addToExperiment"),
             .menu = MenuPlace::Edit,
             .text = tr("&Add to the experiment…"),
             .keys = {QKeySequence(Qt::Key_Insert)},
             .run =
                 [this] {
                     Q_EMIT panelWanted();
                     Q_EMIT addWanted();
                 },
             .enabled = [this] { return workspace_.isOurs(); }}};
}

} // namespace lapidary
