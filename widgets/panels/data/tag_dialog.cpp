// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/tag_dialog.h"
#include "widgets/common/labels.h"
#include "widgets/common/padded_delegate.h"
#include "widgets/models/curation_wording.h"
#include "widgets/models/qt_text.h"
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace lapidary {

TagDialog::TagDialog(CurationViewModel &model, std::vector<std::int64_t> ids, bool on, QWidget *parent)
    : CurationDialog(model, QStringLiteral("tagDialog"), on ? tr("Tag rows") : tr("Take a tag away"),
                     (on ? tr("%1 get the tag. Filters, splits and exports can go by it; undo takes it away again.")
                         : tr("%1 lose the tag; undo gives it back."))
                         .arg(rowsWord(qint64(ids.size()))),
                     parent),
      ids_(std::move(ids)), on_(on), name_(new QLineEdit(this)), known_(new QListWidget(this)) {
    name_->setObjectName(QStringLiteral("tagName"));
    name_->setAccessibleName(tr("Tag"));
    name_->setPlaceholderText(tr("Tag"));
    known_->setObjectName(QStringLiteral("knownTags"));
    known_->setAccessibleName(tr("Tags that there are"));
    known_->setFixedHeight(35 * kGrid);
    known_->setItemDelegate(new PaddedDelegate(known_));
    for (const auto &[tag, rows] : model.state().tags) {
        auto *item = new QListWidgetItem(QStringLiteral("%1  ·  %2").arg(toQt(tag), rowsWord(rows)), known_);
        item->setData(Qt::UserRole, toQt(tag));
    }
    known_->setVisible(known_->count() > 0);
    body()->addWidget(name_);
    body()->addWidget(known_);
    apply_ = addButton(QStringLiteral("tagApply"), on ? tr("&Tag") : tr("&Take away"), true);
    connect(known_, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item) name_->setText(item->data(Qt::UserRole).toString());
    });
    connect(known_, &QListWidget::itemActivated, this, &TagDialog::apply);
    connect(name_, &QLineEdit::textChanged, this, &TagDialog::refresh);
    connect(apply_, &QPushButton::clicked, this, &TagDialog::apply);
    name_->setFocus();
    refresh();
}

void TagDialog::refresh() {
    apply_->setEnabled(!name_->text().trimmed().isEmpty() && !ids_.empty());
}

void TagDialog::apply() {
    const QString tag = name_->text().trimmed();
    if (tag.isEmpty()) return;
    model().tag(ids_, tag, on_);
    accept();
}

} // namespace lapidary
