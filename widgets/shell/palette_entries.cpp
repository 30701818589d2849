// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/palette_entries.h"
#include "widgets/models/wording.h"
#include "widgets/panels/feature.h"
#include "widgets/panels/workspace.h"
#include "widgets/shell/actions.h"
#include "widgets/shell/main_window.h"
#include <QAction>
#include <QCoreApplication>
#include <QFileInfo>

namespace lapidary {

namespace {
struct PaletteEntries {
    Q_DECLARE_TR_FUNCTIONS(PaletteEntries)
};
} // namespace

QVector<PaletteEntry> paletteEntries(MainWindow &window, Actions &actions, Workspace &workspace,
                                     const QStringList &recent) {
    QVector<PaletteEntry> out;
    actions.refresh();
    const auto &entries = actions.entries();
    for (int i = 0; i < entries.size(); ++i) {
        QAction *action = actions.action(i);
        if (!action->isEnabled() || entries[i].id == QLatin1String("palette")) continue;
        const bool panel = entries[i].id.startsWith(QLatin1String("panel:"));
        out.append({panel ? PaletteEntries::tr("Panel") : PaletteEntries::tr("Action"), Actions::plainText(*action),
                    Actions::keysText(*action), [action] { action->trigger(); }});
    }
    for (const RunValues &run : workspace.runs().runs())
        out.append({PaletteEntries::tr("Run"), run.name, stateWord(run.state), [&window, id = run.id] {
                        window.perform({Intent::SelectRun, id});
                    }});
    for (Feature *feature : workspace.features()) out += feature->paletteEntries();
    for (const StageNode &stage : workspace.graph().nodes)
        if (stage.kind == StageKind::Data || stage.kind == StageKind::Model)
            out.append({stage.kind == StageKind::Data ? PaletteEntries::tr("Data") : PaletteEntries::tr("Model"),
                        stage.name, stage.detail, [&window, id = stage.id] {
                            window.perform({Intent::SelectStage, id});
                        }});
    for (const QString &set : workspace.dataSets())
        if (!workspace.graph().find(QStringLiteral("data:") + set)) // asked on, not trained on: the comparison names it
            out.append({PaletteEntries::tr("Data"), set, {}, [&window] {
                            window.perform({Intent::SelectStage, QStringLiteral("comparison")});
                        }});
    for (const QString &folder : recent)
        out.append({PaletteEntries::tr("Project"), QFileInfo(folder).fileName(), folder,
                    [&window, folder] { window.openProject(folder); }});
    return out;
}

} // namespace lapidary
