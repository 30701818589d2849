// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStyledItemDelegate>

class QHeaderView;

namespace lapidary {

/// Draws accuracy as number, point and interval on a scale from 0 to 1, so that overlaps are seen down a column; and
/// the arm's role beside its name.
class IntervalDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

/// The header that belongs to it: it carries the figures of the common axis.
QHeaderView *makeIntervalHeader(QWidget *parent);

} // namespace lapidary
