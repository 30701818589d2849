// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/set_tools.h"
#include "widgets/models/data_view_model.h"
#include "widgets/models/owned_sets.h"
#include "widgets/panels/data/owned_set_dialog.h"
#include "widgets/panels/data/trash_dialog.h"
#include <QCoreApplication>

namespace lapidary {

namespace {
struct SetTools {
    Q_DECLARE_TR_FUNCTIONS(SetTools)
};
} // namespace

QVector<CurationTool> setTools(OwnedSets &sets, DataViewModel &data) {
    const auto named = [&data] { return data.current() ? OwnedSets::nameOf(*data.current()) : std::nullopt; };
    const auto open = [&sets, &data, named](QWidget *window, OwnedSetDialog::Task task) {
        if (const auto name = named()) (new OwnedSetDialog(sets, *name, data.current()->name, task, window))->open();
    };
    return {{QStringLiteral("renameSet"), SetTools::tr("Re&name the data set…"), 0,
             [&sets, named] {
                 const auto name = named();
                 return name && name->kind != SetName::Kind::Snapshot && sets.canChange();
             },
             [open](QWidget *window) { open(window, OwnedSetDialog::Task::Rename); }},
            {QStringLiteral("deleteSet"), SetTools::tr("De&lete the data set…"), 0,
             [&sets, named] { return named().has_value() && sets.canChange(); },
             [open](QWidget *window) { open(window, OwnedSetDialog::Task::Delete); }},
            {QStringLiteral("trashedSets"), SetTools::tr("Deleted d&ata sets…"), 1, [&sets] { return sets.canLook(); },
             [&sets](QWidget *window) { (new TrashDialog(sets, window))->open(); }}};
}

} // namespace lapidary
