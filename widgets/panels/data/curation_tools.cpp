// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/curation_tools.h"
#include "widgets/models/curation_view_model.h"
#include "widgets/models/data_view_model.h"
#include "widgets/panels/data/contamination_dialog.h"
#include "widgets/panels/data/duplicates_dialog.h"
#include "widgets/panels/data/freeze_dialog.h"
#include "widgets/panels/data/history_dialog.h"
#include "widgets/panels/data/row_export_dialog.h"
#include "widgets/panels/data/split_dialog.h"
#include <QCoreApplication>
#include <QMenu>

namespace lapidary {

namespace {
struct CurationTools {
    Q_DECLARE_TR_FUNCTIONS(CurationTools)
};
} // namespace

void fillCurationTools(QMenu &menu, CurationViewModel &model, DataViewModel &data, QWidget *window) {
    const auto add = [&](const char *name, const QString &text, bool enabled, auto make) {
        QAction *action = menu.addAction(text, &menu, [make] { make()->open(); });
        action->setObjectName(QLatin1String(name));
        action->setEnabled(enabled);
    };
    const bool write = model.canWrite(), any = model.rows()->rowCount() > 0;
    add("findDuplicates", CurationTools::tr("&Duplicates…"), any,
        [&model, window] { return new DuplicatesDialog(model, window); });
    add("findContamination", CurationTools::tr("&Contamination…"), any,
        [&model, &data, window] { return new ContaminationDialog(model, data, window); });
    add("splitRows", CurationTools::tr("&Split…"), write && any,
        [&model, window] { return new SplitDialog(model, window); });
    menu.addSeparator();
    add("freezeRows", CurationTools::tr("&Freeze as a data set…"), write && any,
        [&model, &data, window] { return new FreezeDialog(model, data, window); });
    add("exportRows", CurationTools::tr("&Export…"), any,
        [&model, window] { return new RowExportDialog(model, window); });
    menu.addSeparator();
    add("showSteps", CurationTools::tr("&What was done…"), true,
        [&model, window] { return new HistoryDialog(model, 0, window); });
}

} // namespace lapidary
