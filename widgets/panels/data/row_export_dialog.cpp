// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/row_export_dialog.h"
#include "core/data/layouts/registry.h"
#include "core/workbench/curation/row_export.h"
#include "widgets/common/choice.h"
#include "widgets/common/theme.h"
#include "widgets/models/curation_wording.h"
#include "widgets/models/qt_text.h"
#include <QCoreApplication>
#include <QFileDialog>
#include <QPushButton>
#include <QVBoxLayout>

namespace lapidary {

RowExportDialog::RowExportDialog(CurationViewModel &model, QWidget *parent)
    : CurationDialog(
          model, QStringLiteral("rowExportDialog"), tr("Export"),
          tr("The %1 on show as JSON Lines or Parquet. Where a row cannot be said in the layout, its number is told "
             "and nothing is written.")
              .arg(rowsWord(model.rows()->rowCount())),
          parent),
      layout_(new Choice(QStringLiteral("exportLayout"), tr("Written as"), this)) {
    layout_->addItem(tr("as they are"), QString());
    for (const Layout *layout : layouts())
        layout_->addItem(QCoreApplication::translate("Layout", std::string(layout->summary).c_str()),
                         toQt(std::string(layout->name)));
    addField(tr("&Written as"), layout_);
    body()->addStretch();
    apply_ = addButton(QStringLiteral("exportApply"), tr("&Export…"), true);
    connect(apply_, &QPushButton::clicked, this, &RowExportDialog::chooseFile);
    resize(130 * kGrid, 60 * kGrid);
    layout_->setFocus();
    refresh();
}

void RowExportDialog::refresh() {
    apply_->setEnabled(!isBusy());
}

void RowExportDialog::chooseFile() {
    auto *dialog = new QFileDialog(this, tr("Export rows"), model().name() + QStringLiteral(".jsonl"),
                                   tr("JSON Lines (*.jsonl);;Parquet (*.parquet)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // no file is written over
    dialog->setDefaultSuffix(QStringLiteral("jsonl"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.contains(QStringLiteral("*.parquet")) ? QStringLiteral("parquet")
                                                                              : QStringLiteral("jsonl"));
    });
    connect(dialog, &QFileDialog::fileSelected, this, &RowExportDialog::write);
    dialog->open();
}

void RowExportDialog::write(const QString &file) {
    setResult({});
    run<std::int64_t>(
        RowService::Lane::Looks, tr("Writing"),
        [query = model().query(), target = fs::path(fromQt(file)),
         layout = layoutNamed(fromQt(layout_->currentData().toString()))](RowStore &rows, const StoreWork &work) {
            return exportRows(rows, query, target, layout, work);
        },
        [this, file](const std::int64_t &rows) { setResult(tr("%1 written to %2.").arg(rowsWord(rows), file)); });
}

} // namespace lapidary
