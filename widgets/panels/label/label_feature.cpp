// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/label_feature.h"
#include "widgets/bridge/project_labels.h"
#include "widgets/bridge/project_runs.h"
#include "widgets/bridge/project_session.h"
#include "widgets/panels/label/label_panel.h"
#include "widgets/panels/workspace.h"
#include <QCoreApplication>

namespace lapidary {

LabelFeature::LabelFeature(Workspace &workspace) : Feature(&workspace), workspace_(workspace) {
    const ProjectLabels *project = &workspace.session().labels();
    connect(&workspace.session().runs(), &ProjectRuns::runsChanged, &labels_, &LabelViewModel::setRuns);
    connect(project, &ProjectLabels::queuesChanged, &labels_, &LabelViewModel::setQueues);
    connect(project, &ProjectLabels::opened, &labels_, &LabelViewModel::setOpened);
    connect(project, &ProjectLabels::saved, &labels_, &LabelViewModel::setSaved);
    connect(project, &ProjectLabels::stopped, &labels_, &LabelViewModel::setStopped);
    connect(project, &ProjectLabels::pairsFound, &labels_, &LabelViewModel::setPairs);
    connect(project, &ProjectLabels::pairMade, &labels_, &LabelViewModel::addPair);
    connect(project, &ProjectLabels::pairFailed, &labels_, &LabelViewModel::setPairFailed);
    connect(project, &ProjectLabels::tokensScored, &labels_, &LabelViewModel::setTokens);
    connect(project, &ProjectLabels::exported, &labels_, &LabelViewModel::setExported);
    connect(&labels_, &LabelViewModel::openRequested, project, &ProjectLabels::open);
    connect(&labels_, &LabelViewModel::writeRequested, project, &ProjectLabels::write);
    connect(&labels_, &LabelViewModel::tokensRequested, project, &ProjectLabels::askForTokens);
    connect(&labels_, &LabelViewModel::pairRequested, project, &ProjectLabels::askForPair);
    connect(&labels_, &LabelViewModel::savedChanged, &workspace_,
            [this] { workspace_.setSaved(labels_.isSaved() && labels_.stopped().isEmpty()); });
}

QString LabelFeature::title() const {
    return QCoreApplication::translate("Panels", "Label");
}

Panel *LabelFeature::makePanel() {
    auto *panel = new LabelPanel(labels_);
    const ProjectLabels *project = &workspace_.session().labels();
    connect(panel, &LabelPanel::pairsWanted, project, &ProjectLabels::findPairs);
    connect(panel, &LabelPanel::queueWanted, project, &ProjectLabels::make);
    connect(panel, &LabelPanel::exportWanted, project, &ProjectLabels::writePreferenceFile);
    return panel;
}

bool LabelFeature::perform(const Intent &intent, QWidget *) {
    if (intent.kind != Intent::TrainOnLabels) return false;
    post(workspace_.session().labels(), &ProjectLabels::trainOn, intent.argument);
    return true;
}

} // namespace lapidary
