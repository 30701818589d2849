// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/labels/label_desk.h"
#include <QAbstractListModel>

namespace lapidary {

/// The items of a queue that pass the filter, in the queue's order.
class LabelItemsModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { StatusRole = Qt::UserRole, FlaggedRole, VerdictRole };
    using QAbstractListModel::QAbstractListModel;
    void reset(const LabelDesk &desk);
    /// One item was judged: its row changes, comes or goes.
    void update(const LabelDesk &desk, std::size_t item);
    const LabelFilter &filter() const { return filter_; } ///< as of the last reset
    int rowOf(std::size_t item) const;                    ///< -1 where it does not pass
    std::size_t itemAt(int row) const { return shown_[std::size_t(row)]; }
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    const LabelDesk *desk_ = nullptr;
    LabelFilter filter_{};
    std::vector<std::size_t> shown_{};
};

QString statusWord(LabelStatus status);

} // namespace lapidary
