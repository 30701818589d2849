// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/check_list.h"
#include "widgets/common/check_box.h"
#include "widgets/common/theme.h"
#include <QPainter>
#include <QStyledItemDelegate>

namespace lapidary {

namespace {

constexpr int kBox = 16;

class CheckDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        const QPalette &p = option.palette;
        const QRect row = option.rect.adjusted(2 * kGrid, 0, -2 * kGrid, 0);
        const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
            painter->fillRect(option.rect, p.color(QPalette::Midlight));
        const QRectF box(row.x() + 0.5, row.center().y() - kBox / 2 + 0.5, kBox - 1, kBox - 1);
        painter->setPen(QPen(on ? toneColour(Tone::Accent, p) : p.color(QPalette::PlaceholderText), 1));
        painter->setBrush(on ? toneColour(Tone::Accent, p) : p.color(QPalette::Base));
        painter->drawRoundedRect(box, 3, 3);
        if (on) drawTick(*painter, box, p.color(QPalette::Base));
        const QRect words = row.adjusted(kBox + 2 * kGrid, 0, 0, 0);
        painter->setPen(p.color(QPalette::Text));
        painter->drawText(words, Qt::AlignVCenter | Qt::TextSingleLine,
                          option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, words.width()));
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        return {QStyledItemDelegate::sizeHint(option, index).width(), 7 * kGrid};
    }

protected:
    /// A click anywhere in the row ticks it; the style would look for its own box.
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override {
        if (event->type() != QEvent::MouseButtonRelease)
            return QStyledItemDelegate::editorEvent(event, model, option, index);
        return model->setData(index,
                              index.data(Qt::CheckStateRole).toInt() == Qt::Checked ? Qt::Unchecked : Qt::Checked,
                              Qt::CheckStateRole);
    }
};

} // namespace

CheckList::CheckList(const QString &objectName, const QString &purpose, QWidget *parent) : QListWidget(parent) {
    setObjectName(objectName);
    setAccessibleName(purpose);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setItemDelegate(new CheckDelegate(this));
}

void CheckList::add(const QString &text, const QString &id, bool checked) {
    auto *item = new QListWidgetItem(text, this);
    item->setData(Qt::UserRole, id);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(checked ? Qt::Checked : Qt::Unchecked);
    if (count() == 1) setCurrentRow(0);
}

QStringList CheckList::checkedIds() const {
    QStringList ids;
    for (int i = 0; i < count(); ++i)
        if (item(i)->checkState() == Qt::Checked) ids.append(item(i)->data(Qt::UserRole).toString());
    return ids;
}

} // namespace lapidary
