// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/values.h"
#include <QAbstractTableModel>

namespace lapidary {

/// Arms × buckets. For each bucket a column of accuracy (drawn as an interval), one of the share of cut completions and
/// one of tokens per problem.
class ComparisonModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { AccuracyRole = Qt::UserRole, LowRole, HighRole, ArmRole, RoleRole, OracleRole, IsAccuracyRole };
    using QAbstractTableModel::QAbstractTableModel;
    void setComparison(const ComparisonValues &comparison);
    const ComparisonValues &comparison() const { return comparison_; }
    bool isAccuracy(int column) const { return column > 0 && (column - 1) % kPerBucket == 0; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    static constexpr int kPerBucket = 3;
    ComparisonValues comparison_;
};

/// The table as tab-separated text with a header line, for the clipboard.
QString toTsv(const ComparisonValues &comparison);

} // namespace lapidary
