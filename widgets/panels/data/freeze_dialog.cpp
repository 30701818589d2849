// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/freeze_dialog.h"
#include "core/workbench/labels/label_queue.h"
#include "widgets/common/theme.h"
#include "widgets/models/curation_wording.h"
#include "widgets/models/data_view_model.h"
#include "widgets/models/qt_text.h"
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lapidary {

FreezeDialog::FreezeDialog(CurationViewModel &model, DataViewModel &project, Then then, QWidget *parent)
    : CurationDialog(model, QStringLiteral("freezeDialog"),
                     then == Then::Train ? tr("Freeze, and train on it") : tr("Freeze as a data set"),
                     tr("The %1 on show are written as they stand now, and the experiment gets a data set of them. "
                        "Later edits change nothing in it.")
                         .arg(rowsWord(model.rows()->rowCount())),
                     parent),
      data_(project), then_(then), name_(new QLineEdit(this)) {
    name_->setObjectName(QStringLiteral("freezeName"));
    QString free = model.name();
    for (int number = 2; data_.isTaken(free); ++number) free = QStringLiteral("%1-%2").arg(model.name()).arg(number);
    name_->setText(free);
    name_->selectAll();
    addField(tr("&Name in the experiment"), name_);
    body()->addStretch();
    apply_ =
        addButton(QStringLiteral("freezeApply"), then_ == Then::Train ? tr("&Freeze and train…") : tr("&Freeze"), true);
    connect(name_, &QLineEdit::textChanged, this, &FreezeDialog::refresh);
    connect(apply_, &QPushButton::clicked, this, &FreezeDialog::apply);
    connect(&data_, &DataViewModel::frozen, this, [this](const QString &name, const QString &why) {
        if (!written_) return;
        setProblem(why);
        written_ = false;
        if (why.isEmpty()) accept();
        if (why.isEmpty() && then_ == Then::Train) data_.wantTraining(name);
        refresh();
    });
    resize(130 * kGrid, 60 * kGrid);
    name_->setFocus();
    refresh();
}

void FreezeDialog::refresh() {
    const QString name = name_->text().trimmed();
    setResult(data_.isTaken(name) ? tr("The experiment has a data set of this name already.") : QString());
    apply_->setEnabled(!isBusy() && !written_ && !name.isEmpty() && !data_.isTaken(name));
}

void FreezeDialog::apply() {
    const QString as = name_->text().trimmed();
    run<FrozenRows>(
        RowService::Lane::Edits, tr("Freezing"),
        [project = fs::path(fromQt(model().project())), query = model().query(),
         name = fromQt(model().name())](RowStore &rows, const StoreWork &work) {
            return writeFrozen(project, rows, name, query, annotatorHere(), work);
        },
        [this, as](const FrozenRows &rows) {
            written_ = true;
            data_.addFrozen(rows, as);
        });
}

} // namespace lapidary
