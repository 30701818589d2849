// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStyledItemDelegate>

namespace lapidary {

/// One line of a text with what was searched for marked by tint and underline. Where the first hit lies far behind, the
/// text begins just before it.
class HitDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void setSearched(const QString &text) { searched_ = text; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    QString searched_{};
};

} // namespace lapidary
