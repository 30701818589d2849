// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/values.h"
#include <QAbstractTableModel>

namespace lapidary {

/// What the runs said, newest last; of very many the oldest are given up. Shown are those at a level or above it whose
/// run or text holds the search words.
class LogModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Level, Run, Text, ColumnCount };
    enum Role { RunRole = Qt::UserRole, LevelRole };
    static constexpr int kKept = 5000;
    using QAbstractTableModel::QAbstractTableModel;
    void clear();
    void append(const QVector<NoticeValues> &notices);
    void setFilter(NoticeLevel least, const QString &words);
    const NoticeValues *at(int row) const;
    int total() const { return int(all_.size()); }
    int count(NoticeLevel level) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    bool passes(const NoticeValues &notice) const;
    void refilter();
    QVector<NoticeValues> all_;
    QVector<int> shown_;
    NoticeLevel least_ = NoticeLevel::Info;
    QString words_;
};

QString levelWord(NoticeLevel level);

} // namespace lapidary
