// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/curation_tools.h"
#include "widgets/models/curation_view_model.h"
#include "widgets/models/data_view_model.h"
#include "widgets/panels/data/contamination_dialog.h"
#include "widgets/panels/data/duplicates_dialog.h"
#include "widgets/panels/data/freeze_dialog.h"
#include "widgets/panels/data/history_dialog.h"
#include "widgets/panels/data/instruct_dialog.h"
#include "widgets/panels/data/row_export_dialog.h"
#include "widgets/panels/data/split_dialog.h"
#include "widgets/panels/data/unusual_dialog.h"
#include "widgets/panels/data/versions_dialog.h"
#include <QCoreApplication>

namespace lapidary {

namespace {
struct CurationTools {
    Q_DECLARE_TR_FUNCTIONS(CurationTools)
};
} // namespace

QVector<CurationTool> curationTools(CurationViewModel &model, DataViewModel &data) {
    const auto open = [&model] { return model.isOpen(); };
    const auto any = [&model] { return model.isOpen() && model.rows()->rowCount() > 0; };
    const auto write = [&model, any] { return any() && model.canWrite(); };
    const auto freeze = [&model, &data](QWidget *window, FreezeDialog::Then then) {
        (new FreezeDialog(model, data, then, window))->open();
    };
    return {{QStringLiteral("findDuplicates"), CurationTools::tr("&Duplicates…"), 0, any,
             [&model](QWidget *window) { (new DuplicatesDialog(model, window))->open(); }},
            {QStringLiteral("findContamination"), CurationTools::tr("&Contamination…"), 0, any,
             [&model, &data](QWidget *window) { (new ContaminationDialog(model, data, window))->open(); }},
            {QStringLiteral("findUnusual"), CurationTools::tr("Unusual r&ows…"), 0, any,
             [&model](QWidget *window) { (new UnusualDialog(model, window))->open(); }},
            {QStringLiteral("instructRows"), CurationTools::tr("Let a &model write rows…"), 0, write,
             [&model, &data](QWidget *window) { (new InstructDialog(model, data, window))->open(); }},
            {QStringLiteral("splitRows"), CurationTools::tr("&Split…"), 0, write,
             [&model, &data](QWidget *window) { (new SplitDialog(model, data, window))->open(); }},
            {QStringLiteral("freezeRows"), CurationTools::tr("&Freeze as a data set…"), 1, write,
             [freeze](QWidget *window) { freeze(window, FreezeDialog::Then::Close); }},
            {QStringLiteral("trainOnCurated"), CurationTools::tr("&Train on these rows…"), 1, write,
             [freeze](QWidget *window) { freeze(window, FreezeDialog::Then::Train); }},
            {QStringLiteral("exportRows"), CurationTools::tr("&Export…"), 1, any,
             [&model](QWidget *window) { (new RowExportDialog(model, window))->open(); }},
            {QStringLiteral("showSteps"), CurationTools::tr("&What was done…"), 2, open,
             [&model](QWidget *window) { (new HistoryDialog(model, 0, window))->open(); }},
            {QStringLiteral("compareVersions"), CurationTools::tr("Compare &versions…"), 2, open,
             [&model](QWidget *window) { (new VersionsDialog(model, window))->open(); }}};
}

} // namespace lapidary
