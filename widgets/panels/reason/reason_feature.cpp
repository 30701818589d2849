// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/reason/reason_feature.h"
#include "core/workbench/stages/run_kind.h"
#include "widgets/bridge/project_data.h"
#include "widgets/bridge/project_models.h"
#include "widgets/bridge/project_planning.h"
#include "widgets/bridge/project_session.h"
#include "widgets/panels/reason/reason_panel.h"
#include "widgets/panels/workspace.h"
#include <QCoreApplication>
#include <QUndoStack>
#include <utility>

namespace lapidary {

namespace {

/// The tree has it already; the command only knows the way back and forth.
class Acting : public QUndoCommand {
public:
    Acting(ReasonViewModel &trees, const QString &what, int tree, int act)
        : QUndoCommand(what), trees_(trees), tree_(tree), act_(act) {}
    void undo() override { trees_.setActShown(tree_, act_, false); }
    void redo() override {
        if (!std::exchange(first_, false)) trees_.setActShown(tree_, act_, true);
    }

private:
    ReasonViewModel &trees_;
    int tree_, act_;
    bool first_ = true; ///< a stack "redoes" what is pushed
};

class Judging : public QUndoCommand {
public:
    Judging(ReasonViewModel &trees, int tree, int node, StepJudgement before, StepJudgement now)
        : QUndoCommand(ReasonFeature::tr("label of a step")), trees_(trees), tree_(tree), node_(node), before_(before),
          now_(now) {}
    void undo() override { trees_.setJudgement(tree_, node_, before_); }
    void redo() override { trees_.setJudgement(tree_, node_, now_); }

private:
    ReasonViewModel &trees_;
    int tree_, node_;
    StepJudgement before_, now_;
};

} // namespace

ReasonFeature::ReasonFeature(Workspace &workspace) : Feature(&workspace), workspace_(workspace) {
    connectSetup(workspace.session());
    connectTrees(workspace);
    connectSteps();
}

void ReasonFeature::connectSetup(const ProjectSession &session) {
    TreeSearcher *searcher = searching_.get();
    connect(&setup_, &SearchSetup::modelsRequested, &session.models(), &ProjectModels::list);
    connect(&session.models(), &ProjectModels::listed, &setup_, &SearchSetup::setModels);
    connect(&setup_, &SearchSetup::planningRequested, &session.planning(), &ProjectPlanning::readPlanning);
    connect(&session.planning(), &ProjectPlanning::planningReady, &setup_, &SearchSetup::setPlanning);
    connect(&setup_, &SearchSetup::problemRequested, &session.data(), &ProjectData::readProblem);
    connect(&session.data(), &ProjectData::problemRead, &setup_, &SearchSetup::setProblem);
    connect(&setup_, &SearchSetup::templateRequested, searcher, &TreeSearcher::lookForTemplate);
    connect(searcher, &TreeSearcher::templateKnown, &setup_, &SearchSetup::setTemplate);
}

void ReasonFeature::connectTrees(Workspace &workspace) {
    TreeSearcher *searcher = searching_.get();
    TraceReader *reader = reading_.get();
    // Who stops one that still waits for its turn stops it, too.
    connect(&trees_, &ReasonViewModel::searchRequested, this, [searcher](TreeRequest asked) {
        asked.stops = searcher->cancelled();
        QMetaObject::invokeMethod(
            searcher, [searcher, asked] { searcher->search(asked); }, Qt::QueuedConnection);
    });
    connect(&trees_, &ReasonViewModel::weightsRequested, searcher, &TreeSearcher::weighSteps);
    connect(searcher, &TreeSearcher::weighed, &trees_, &ReasonViewModel::setWeights);
    connect(&trees_, &ReasonViewModel::judged, this,
            [this, &workspace](int tree, int node, StepJudgement before, StepJudgement now) {
                workspace.undoStack().push(new Judging(trees_, tree, node, before, now));
            });
    connect(&trees_, &ReasonViewModel::tokensRequested, searcher, &TreeSearcher::readTokens);
    connect(&trees_, &ReasonViewModel::stopRequested, searcher, &TreeSearcher::cancel,
            Qt::DirectConnection); // the thread is busy with what is to end
    connect(searcher, &TreeSearcher::loading, &trees_, &ReasonViewModel::setLoading);
    connect(searcher, &TreeSearcher::noticed, &trees_, [this](const QString &text) { trees_.say(text); });
    connect(searcher, &TreeSearcher::grew, &trees_, &ReasonViewModel::grow);
    connect(searcher, &TreeSearcher::done, &trees_, &ReasonViewModel::setDone);
    connect(searcher, &TreeSearcher::failed, &trees_, &ReasonViewModel::setFailed);
    connect(searcher, &TreeSearcher::tokensRead, &trees_, &ReasonViewModel::setTokens);
    connect(&trees_, &ReasonViewModel::openRequested, reader, &TraceReader::read);
    connect(reader, &TraceReader::opened, &trees_, &ReasonViewModel::setOpened);
    connect(&trees_, &ReasonViewModel::acted, this, [this, &workspace](const QString &what, int tree, int act) {
        workspace.undoStack().push(new Acting(trees_, what, tree, act));
    });
}

void ReasonFeature::connectSteps() {
    TreeSearcher *searcher = searching_.get();
    connect(&trees_, &ReasonViewModel::alternativesRequested, searcher, &TreeSearcher::findAlternatives);
    connect(searcher, &TreeSearcher::alternativesFound, &trees_, &ReasonViewModel::setAlternatives);
    connect(&trees_, &ReasonViewModel::estimatesRequested, this, [searcher](TreeRequest asked) {
        asked.stops = searcher->cancelled();
        QMetaObject::invokeMethod(
            searcher, [searcher, asked] { searcher->estimateSteps(asked); }, Qt::QueuedConnection);
    });
    connect(searcher, &TreeSearcher::estimating, &trees_, &ReasonViewModel::setEstimated);
    connect(searcher, &TreeSearcher::estimated, &trees_, &ReasonViewModel::setEstimates);
}

QString ReasonFeature::title() const {
    return QCoreApplication::translate("Panels", "Reason");
}

Panel *ReasonFeature::makePanel() {
    return new ReasonPanel(setup_, trees_);
}

/// Of an arm that keeps the trace of its searches.
void ReasonFeature::openSearches() {
    const QString run = workspace_.selectedRun();
    if (run.isEmpty() || !workspace_.project()) return;
    Q_EMIT panelWanted();
    trees_.open(QStringLiteral("%1/runs/%2/run.log").arg(workspace_.project()->folder, run));
}

QVector<ActionEntry> ReasonFeature::actions(QWidget *) {
    const auto isArmChosen = [this] {
        const RunValues *run = workspace_.runs().find(workspace_.selectedRun());
        return run && isArm(run->kind.toStdString());
    };
    return {{.id = QStringLiteral("showSearches"),
             .menu = MenuPlace::Run,
             .group = 3,
             .text = tr("Show the searc&hes of the selected run"),
             .run = [this] { openSearches(); },
             .enabled = isArmChosen}};
}

void ReasonFeature::forget() {
    setup_.clear();
    trees_.clear();
}

} // namespace lapidary
