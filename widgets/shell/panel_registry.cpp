// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/panel_registry.h"
#include "widgets/bridge/project_session.h"
#include "widgets/panels/compare/compare_panel.h"
#include "widgets/panels/data/data_panel.h"
#include "widgets/panels/home/home_panel.h"
#include "widgets/panels/label/label_panel.h"
#include "widgets/panels/models/models_panel.h"
#include "widgets/panels/train/train_panel.h"
#include "widgets/shell/workspace.h"
#include <QCoreApplication>

namespace lapidary {

namespace {

Panel *makeHome(Workspace &workspace) {
    auto *panel = new HomePanel(workspace.home());
    const auto tell = [panel, &workspace] { panel->setProject(workspace.project(), workspace.experimentRunning()); };
    QObject::connect(&workspace, &Workspace::projectChanged, panel, tell);
    QObject::connect(&workspace, &Workspace::experimentRunningChanged, panel, tell);
    QObject::connect(&workspace, &Workspace::selectionChanged, panel,
                     [panel, &workspace] { panel->select(workspace.selectedStage()); });
    QObject::connect(&workspace.session(), &ProjectSession::readyProjectsListed, panel, &HomePanel::setReadyProjects);
    QObject::connect(&workspace, &Workspace::recentProjectsChanged, panel,
                     [panel, &workspace] { panel->setRecentProjects(workspace.recentProjects()); });
    tell();
    return panel;
}

Panel *makeTrain(Workspace &workspace) {
    auto *panel = new TrainPanel(workspace.train(), workspace.launch(), workspace.samples());
    const auto tell = [panel, &workspace] { panel->setProject(workspace.project()); };
    QObject::connect(&workspace, &Workspace::projectChanged, panel, tell);
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

std::vector<PanelEntry> panelRegistry() {
    return {
        {"home", QCoreApplication::translate("Panels", "Home"), Glyph::Home, makeHome},
        {"data", QCoreApplication::translate("Panels", "Data"), Glyph::Data,
         [](Workspace &workspace) -> Panel * { return new DataPanel(workspace.data()); }},
        {"train", QCoreApplication::translate("Panels", "Train"), Glyph::Train, makeTrain},
        {"label", QCoreApplication::translate("Panels", "Label"), Glyph::Label, makeLabel},
        {"compare", QCoreApplication::translate("Panels", "Compare"), Glyph::Compare,
         [](Workspace &workspace) -> Panel * { return new ComparePanel(workspace.compare(), workspace.arena()); }},
        {"models", QCoreApplication::translate("Panels", "Models"), Glyph::Model,
         [](Workspace &workspace) -> Panel * {
             return new ModelsPanel(workspace.models(), workspace.playground(), workspace.mixer(),
                                    workspace.modelWriter(), workspace.remote());
         }},
    };
}

} // namespace lapidary
