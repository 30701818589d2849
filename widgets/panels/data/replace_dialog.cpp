// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/replace_dialog.h"
#include "core/workbench/labels/label_queue.h"
#include "widgets/common/check_box.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/models/curation_wording.h"
#include "widgets/models/qt_text.h"
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace lapidary {

namespace {
constexpr int kTypingMs = 300; ///< of rest before it is looked what a replacement would touch
}

ReplaceDialog::ReplaceDialog(CurationViewModel &model, std::vector<std::int64_t> chosen, QWidget *parent)
    : CurationDialog(model, QStringLiteral("replaceDialog"), tr("Replace text"),
                     tr("All occurrences, as one step that can be undone. Ids and columns without a role stay as they "
                        "are unless a field is named."),
                     parent),
      chosen_(std::move(chosen)), find_(new QLineEdit(this)), with_(new QLineEdit(this)),
      regex_(new CheckBox(tr("Regular e&xpression"), this)),
      field_(new Choice(QStringLiteral("replaceField"), tr("Field"), this)),
      scope_(new Choice(QStringLiteral("replaceScope"), tr("Rows"), this)), rest_(new QTimer(this)) {
    makeFields();
    first_ = addTable(QStringLiteral("replaceFirst"), tr("How the first rows will read"),
                      {tr("Row"), tr("Field"), tr("Before"), tr("After")});
    apply_ = addButton(QStringLiteral("replaceApply"), tr("&Replace"), true);
    connect(apply_, &QPushButton::clicked, this, &ReplaceDialog::apply);
    rest_->setSingleShot(true);
    rest_->setInterval(kTypingMs);
    connect(rest_, &QTimer::timeout, this, &ReplaceDialog::look);
    const auto changed = [this] {
        touched_ = -1;
        stop();
        rest_->start();
        refresh();
    };
    for (QLineEdit *each : {find_, with_}) connect(each, &QLineEdit::textEdited, this, changed);
    connect(regex_, &QCheckBox::toggled, this, changed);
    for (Choice *each : {field_, scope_}) connect(each, &QComboBox::activated, this, changed);
    first_->setColumnWidth(0, 16 * kGrid);
    first_->setColumnWidth(1, 26 * kGrid);
    first_->setColumnWidth(2, 52 * kGrid);
    resize(160 * kGrid, 142 * kGrid);
    find_->setFocus();
    refresh();
}

void ReplaceDialog::makeFields() {
    find_->setObjectName(QStringLiteral("replaceFind"));
    with_->setObjectName(QStringLiteral("replaceWith"));
    regex_->setObjectName(QStringLiteral("replaceRegex"));
    field_->addItem(tr("all texts"), QString());
    QStringList fields; // a field whole, not a member of one
    for (const QString &column : model().rows()->columns())
        if (const QString name = column.section(QLatin1Char('.'), 0, 0); !fields.contains(name)) fields.append(name);
    for (const QString &each : std::as_const(fields)) field_->addItem(each, each);
    if (chosen_.size() > 1) scope_->addItem(tr("the chosen ones: %1").arg(rowsWord(qint64(chosen_.size()))), true);
    scope_->addItem(tr("all on show: %1").arg(rowsWord(model().rows()->rowCount())), false);
    addField(tr("&Find"), find_);
    addField(tr("Replace &with"), with_);
    addField({}, regex_);
    addField(tr("&In"), field_);
    addField(tr("&Rows"), scope_);
}

TextReplacement ReplaceDialog::wanted() const {
    return {.find = fromQt(find_->text()),
            .with = fromQt(with_->text()),
            .regex = regex_->isChecked(),
            .field = fromQt(field_->currentData().toString())};
}

std::vector<std::int64_t> ReplaceDialog::ids() const {
    return scope_->currentData().toBool() ? chosen_ : *const_cast<ReplaceDialog *>(this)->model().rows()->view().ids;
}

void ReplaceDialog::look() {
    if (find_->text().isEmpty()) return setProblem({});
    run<ReplacementPreview>(
        RowService::Lane::Looks, tr("Looking"),
        [wanted = wanted(), ids = ids()](RowStore &rows, const StoreWork &work) {
            return previewReplacement(rows, ids, wanted, work);
        },
        [this](const ReplacementPreview &preview) { show(preview); });
}

void ReplaceDialog::show(const ReplacementPreview &preview) {
    touched_ = preview.rows;
    first_->setRowCount(int(preview.first.size()));
    for (int row = 0; const auto &each : preview.first) {
        setCell(*first_, row, 0, QString::number(each.row));
        setCell(*first_, row, 1, toQt(each.field));
        setCell(*first_, row, 2, toQt(each.before));
        setCell(*first_, row++, 3, toQt(each.after));
    }
}

void ReplaceDialog::refresh() {
    if (touched_ < 0) first_->setRowCount(0);
    setResult(touched_ < 0    ? QString()
              : touched_ == 0 ? tr("No row would change.")
                              : tr("%1 would change.").arg(rowsWord(touched_)));
    apply_->setEnabled(touched_ > 0 && !isBusy());
}

void ReplaceDialog::apply() {
    runStep(
        tr("Replacing"),
        [wanted = wanted(), ids = ids()](RowStore &rows, const StoreWork &work) {
            return replaceText(rows, ids, wanted, annotatorHere(), work);
        },
        [this](const RowStep &) { accept(); });
}

} // namespace lapidary
