// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/label_feature.h"
#include "widgets/bridge/project_labels.h"
#include "widgets/bridge/project_runs.h"
#include "widgets/bridge/project_session.h"
#include "widgets/models/label_settings.h"
#include "widgets/panels/label/label_panel.h"
#include "widgets/panels/workspace.h"
#include <QCoreApplication>

namespace lapidary {

LabelFeature::LabelFeature(Workspace &workspace) : Feature(&workspace), workspace_(workspace) {
    applySettings();
    const ProjectLabels *project = &workspace.session().labels();
    connect(&workspace.session().runs(), &ProjectRuns::runsChanged, &labels_, &LabelViewModel::setRuns);
    connect(project, &ProjectLabels::queuesChanged, &labels_, &LabelViewModel::setQueues);
    connect(project, &ProjectLabels::opened, &labels_, &LabelViewModel::setOpened);
    connect(project, &ProjectLabels::saved, &labels_, &LabelViewModel::setSaved);
    connect(project, &ProjectLabels::stopped, &labels_, &LabelViewModel::setStopped);
    connect(project, &ProjectLabels::itemsFound, &labels_, &LabelViewModel::setItems);
    connect(project, &ProjectLabels::dataSetsListed, &labels_, &LabelViewModel::setDataSets);
    connect(project, &ProjectLabels::measured, &labels_, &LabelViewModel::setQuality);
    connect(&labels_, &LabelViewModel::guidelinesWritten, project, &ProjectLabels::writeGuide);
    connect(&labels_, &LabelViewModel::qualityRequested, project, &ProjectLabels::measure);
    connect(&labels_, &LabelViewModel::settlingRequested, this, [this](const QString &queue, const QString &name) {
        post(workspace_.session().labels(), &ProjectLabels::settle, queue, name, labels_.annotator());
    });
    connect(project, &ProjectLabels::pairMade, &labels_, &LabelViewModel::addPair);
    connect(project, &ProjectLabels::pairFailed, &labels_, &LabelViewModel::setPairFailed);
    connect(project, &ProjectLabels::tokensScored, &labels_, &LabelViewModel::setTokens);
    connect(project, &ProjectLabels::exported, &labels_, &LabelViewModel::setExported);
    connect(&labels_, &LabelViewModel::openRequested, project, &ProjectLabels::open);
    connect(&labels_, &LabelViewModel::writeRequested, project, &ProjectLabels::write);
    connect(&labels_, &LabelViewModel::tokensRequested, project, &ProjectLabels::askForTokens);
    connect(&labels_, &LabelViewModel::pairRequested, project, &ProjectLabels::askForPair);
    connect(project, &ProjectLabels::helpRead, &labels_, &LabelViewModel::setHelp);
    connect(project, &ProjectLabels::ordered, &labels_, &LabelViewModel::setOrdered);
    connect(&labels_, &LabelViewModel::orderRequested, project, &ProjectLabels::order);
    connect(&labels_, &LabelViewModel::orderTold, project, &ProjectLabels::learn);
    connect(&labels_, &LabelViewModel::judgeRequested, project, &ProjectLabels::askJudge);
    // A judge or a reward model may have finished.
    connect(&labels_, &LabelViewModel::sourcesChanged, this, [this] {
        if (labels_.queue().isEmpty()) return;
        post(workspace_.session().labels(), &ProjectLabels::readHelp, labels_.queue());
        post(workspace_.session().labels(), &ProjectLabels::readStepHelp, labels_.queue());
    });
    connect(&labels_, &LabelViewModel::savedChanged, &workspace_,
            [this] { workspace_.setSaved(labels_.isSaved() && labels_.stopped().isEmpty()); });
    connectLive();
}

/// What a paused training says now becomes a queue, which is shown as soon as it is there.
void LabelFeature::connectLive() {
    const ProjectLabels *project = &workspace_.session().labels();
    connect(project, &ProjectLabels::policyAnswered, this, [this](const QString &queue) {
        Q_EMIT panelWanted();
        labels_.openQueue(queue);
    });
    connect(project, &ProjectLabels::stepHelpRead, &steps_, &StepHelpModel::setHelp);
    connect(project, &ProjectLabels::stepsScored, &steps_, &StepHelpModel::setScores);
    connect(&steps_, &StepHelpModel::askRequested, project, &ProjectLabels::askSteps);
    connect(project, &ProjectLabels::labelsGiven, &live_, &LiveViewModel::setGiven);
    connect(project, &ProjectLabels::labelsRefused, &live_, &LiveViewModel::setRefused);
    connect(project, &ProjectLabels::trialMoved, &live_, &LiveViewModel::setTrial);
    connect(&live_, &LiveViewModel::giveRequested, project, &ProjectLabels::giveLabels);
    connect(&live_, &LiveViewModel::resumeRequested, &workspace_.session().runs(), &ProjectRuns::resume);
    connect(&live_, &LiveViewModel::trialRequested, project, &ProjectLabels::tryLabels);
    connect(&live_, &LiveViewModel::trialStopped, project, &ProjectLabels::cancelTrial);
}

/// Who labels and by which keys is kept for the next time, on this machine.
void LabelFeature::applySettings() {
    const LabelSettings kept = readLabelSettings();
    if (!kept.annotator.isEmpty()) labels_.setAnnotator(kept.annotator);
    labels_.setKeymap(kept.keymap);
    labels_.setZoom(kept.zoom);
    const auto keep = [this] {
        keepLabelSettings(labels_.annotator(), QString::fromStdString(labels_.keymap().name), labels_.zoom());
    };
    connect(&labels_, &LabelViewModel::zoomChanged, this, keep);
    connect(&labels_, &LabelViewModel::keymapChanged, this, keep);
    connect(&labels_, &LabelViewModel::annotatorChanged, this, keep);
}

QString LabelFeature::title() const {
    return QCoreApplication::translate("Panels", "Label");
}

Panel *LabelFeature::makePanel() {
    auto *panel = new LabelPanel(labels_, live_, steps_);
    const ProjectLabels *project = &workspace_.session().labels();
    connect(panel, &LabelPanel::sourcesWanted, project, &ProjectLabels::listSources);
    connect(panel, &LabelPanel::itemsWanted, project, &ProjectLabels::findItems);
    connect(panel, &LabelPanel::queueWanted, panel, [this](const LabelQueueRequest &asked) {
        post(workspace_.session().labels(), &ProjectLabels::make, asked, labels_.annotator());
    });
    connect(project, &ProjectLabels::modelWanted, panel, [panel](const QString &data) {
        Q_EMIT panel->intended({Intent::TrainOnData, data});
    });
    connect(panel, &LabelPanel::lessonsWanted, project, &ProjectLabels::askLessons);
    connect(project, &ProjectLabels::lessonsKnown, panel, &LabelPanel::offerLessons);
    connect(panel, &LabelPanel::trainingWanted, project, &ProjectLabels::trainBy);
    connect(project, &ProjectLabels::trainingAdded, &labels_, &LabelViewModel::setTrainingAdded);
    connect(panel, &LabelPanel::exportWanted, project, &ProjectLabels::writeLabelFile);
    return panel;
}

bool LabelFeature::perform(const Intent &intent, QWidget *) {
    if (intent.kind != Intent::TrainOnLabels) return false;
    post(workspace_.session().labels(), &ProjectLabels::trainOn, intent.argument);
    return true;
}

} // namespace lapidary
