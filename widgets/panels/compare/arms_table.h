// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTableView>

class QSortFilterProxyModel;

namespace lapidary {

class CompareViewModel;

/// The table of the arms: sorted by a click on a head (a third click: the order of the file), and a click on a row
/// takes it as B, with Ctrl as A. The columns share the width that there is.
class ArmsTable : public QTableView {
    Q_OBJECT
public:
    explicit ArmsTable(CompareViewModel &model, QWidget *parent = nullptr);
    /// After the arms or the buckets have changed.
    void fitColumns();

Q_SIGNALS:
    void armChosen(const QString &arm); ///< by the person, with mouse or keys

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void choose(const QModelIndex &index, bool asA);
    void sortBy(int column);
    CompareViewModel &model_;
    QSortFilterProxyModel *sorted_ = nullptr;
};

} // namespace lapidary
