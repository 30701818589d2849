// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/check_delegate.h"
#include "widgets/common/check_box.h"
#include "widgets/common/theme.h"
#include <QEvent>
#include <QPainter>

namespace lapidary {

namespace {
constexpr int kBox = 16;
}

void CheckDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
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

QSize CheckDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const {
    return {QStyledItemDelegate::sizeHint(option, index).width(), 7 * kGrid};
}

bool CheckDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                                const QModelIndex &index) {
    if (event->type() != QEvent::MouseButtonRelease)
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    return model->setData(index, index.data(Qt::CheckStateRole).toInt() == Qt::Checked ? Qt::Unchecked : Qt::Checked,
                          Qt::CheckStateRole);
}

} // namespace lapidary
