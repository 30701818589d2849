// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/data/hit_delegate.h"

namespace lapidary {

/// Cells that are edited in place: a text of many lines in a field as large as it needs. Enter takes it, Shift+Enter
/// begins a line, Esc leaves the cell as it was.
class CellDelegate : public HitDelegate {
    Q_OBJECT
public:
    using HitDelegate::HitDelegate;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace lapidary
