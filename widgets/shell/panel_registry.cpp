// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/panel_registry.h"
#include "widgets/panels/compare/compare_panel.h"
#include "widgets/panels/data/data_panel.h"
#include "widgets/panels/models/models_panel.h"
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

} // namespace

const std::vector<PanelEntry> &panelRegistry() {
    static const std::vector<PanelEntry> panels{
        {"runs", QCoreApplication::translate("Panels", "Runs"), Glyph::Runs, makeRuns},
        {"data", QCoreApplication::translate("Panels", "Data"), Glyph::Data, [](Workspace &workspace) -> Panel * { return new DataPanel(workspace.data()); }},
        {"train", QCoreApplication::translate("Panels", "Train"), Glyph::Train, [](Workspace &workspace) -> Panel * { return new TrainPanel(workspace.train()); }},
        {"compare", QCoreApplication::translate("Panels", "Compare"), Glyph::Compare, [](Workspace &workspace) -> Panel * { return new ComparePanel(workspace.compare()); }},
        {"models", QCoreApplication::translate("Panels", "Models"), Glyph::Models, [](Workspace &workspace) -> Panel * { return new ModelsPanel(workspace.models()); }},
    };
    return panels;
}

} // namespace lapidary
