// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/template_graphs.h"
#include "core/workbench/installed.h"
#include "widgets/bridge/stage_graph_of.h"
#include "widgets/models/qt_text.h"

namespace lapidary {

QVector<ExperimentTemplate> drawnTemplates() {
    QVector<ExperimentTemplate> all = experimentTemplates();
    const auto catalogue = installedCatalogue();
    const auto resources = installedFolder("resources");
    if (!catalogue || !resources) return all;
    for (ExperimentTemplate &each : all) {
        const auto document = readDocument((*resources / "templates" / (fromQt(each.name) + ".toml")).string());
        if (document) each.graph = stageGraphOf(draftExperiment(*document, {}, *catalogue).experiment, nullptr);
    }
    return all;
}

} // namespace lapidary
