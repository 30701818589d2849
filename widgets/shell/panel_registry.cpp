// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/panel_registry.h"
#include "widgets/panels/compare/compare_panel.h"
#include "widgets/bridge/project_session.h"
#include "widgets/panels/label/label_panel.h"
#include "widgets/panels/runs/runs_panel.h"
#include "widgets/panels/train/train_panel.h"
#include "widgets/shell/workspace.h"
#include <QCoreApplication>

namespace lapidary {

namespace {

Panel *makeRuns(Workspace &workspace) {
    auto *panel = new RunsPanel(workspace.runs());
    const auto tell = [panel, &workspace] {
        panel->setProject(workspace.project());
        panel->setExperimentRunning(workspace.experimentRunning());
    };
    QObject::connect(&workspace, &Workspace::projectChanged, panel, tell);
    QObject::connect(&workspace, &Workspace::experimentRunningChanged, panel, tell);
    tell();
    return panel;
}

Panel *makeLabel(Workspace &workspace) {
    auto *panel = new LabelPanel(workspace.labels());
    ProjectSession *session = &workspace.session();
    QObject::connect(panel, &LabelPanel::pairsWanted, session, &ProjectSession::findLabelPairs);
    QObject::connect(panel, &LabelPanel::queueWanted, session, &ProjectSession::makeLabelQueue);
    QObject::connect(panel, &LabelPanel::exportWanted, session, &ProjectSession::exportLabels);
    return panel;
}

} // namespace

const std::vector<PanelEntry> &panelRegistry() {
    static const std::vector<PanelEntry> panels{
        {"runs", QCoreApplication::translate("Panels", "Runs"), Glyph::Runs, makeRuns},
        {"train", QCoreApplication::translate("Panels", "Train"), Glyph::Train, [](Workspace &workspace) -> Panel * { return new TrainPanel(workspace.train()); }},
        {"label", QCoreApplication::translate("Panels", "Label"), Glyph::Label, makeLabel},
        {"compare", QCoreApplication::translate("Panels", "Compare"), Glyph::Compare, [](Workspace &workspace) -> Panel * { return new ComparePanel(workspace.compare()); }},
    };
    return panels;
}

} // namespace lapidary
