// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QSortFilterProxyModel>

namespace lapidary {

/// Runs as a person looks for them: what is at work first, then the queue in its order, then the newest.
class JobsOrder : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit JobsOrder(QObject *parent = nullptr);
    void setSourceModel(QAbstractItemModel *model) override;

protected:
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;
};

} // namespace lapidary
