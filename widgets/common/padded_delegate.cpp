// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/padded_delegate.h"
#include "widgets/common/theme.h"
#include <QPainter>
#include <QWidget>
#include <utility>

namespace lapidary {

void PaddedDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QString text = std::exchange(cell.text, {});
    cell.widget->style()->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
    paintBehind(*painter, cell, index);
    painter->setFont(cell.font);
    painter->setPen(cell.palette.color(QPalette::Text));
    const QRect room = cell.rect.adjusted(2 * kGrid, 0, -2 * kGrid, 0);
    painter->drawText(room, int(cell.displayAlignment) | Qt::TextSingleLine,
                      cell.fontMetrics.elidedText(text, Qt::ElideRight, room.width()));
}

QSize PaddedDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const {
    return QStyledItemDelegate::sizeHint(option, index) + QSize(4 * kGrid, 0);
}

} // namespace lapidary
