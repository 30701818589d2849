// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/values.h"
#include <QAbstractTableModel>

namespace lapidary {

/// Arms × buckets. For each bucket a column of accuracy (drawn as an interval), one of the difference to arm A in
/// points of a hundred, one of the share of cut completions and one of tokens per problem.
class ComparisonModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum class Column { Arm, Accuracy, Difference, Cut, Tokens };
    enum Role {
        AccuracyRole = Qt::UserRole,
        LowRole,
        HighRole,
        ArmRole,
        RoleRole,
        OracleRole,
        ColumnRole, ///< of cells and headers: the Column, an int
        SortRole,   ///< a number, or a name; nothing where there is none
        LetterRole, ///< "A" or "B" of the arms that stand side by side
        ShownRole,  ///< of a difference: that the corrected test shows it
    };
    using QAbstractTableModel::QAbstractTableModel;
    void setComparison(const ComparisonValues &comparison);
    /// A is what the others are compared with.
    void setChosen(const QString &a, const QString &b);
    const ComparisonValues &comparison() const { return comparison_; }
    static Column columnOf(int column) {
        return column == 0 ? Column::Arm : static_cast<Column>(1 + (column - 1) % kPerBucket);
    }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    static constexpr int kPerBucket = 4;
    std::optional<PairValues> againstA(const QString &arm, const QString &bucket) const;
    QVariant armData(const ArmValues &arm, int role) const;
    QVariant differenceData(const ArmValues &arm, const CellValues &cell, const QString &bucket, int role) const;
    QVariant cellData(const ArmValues &arm, const CellValues &cell, const QString &bucket, Column column,
                      int role) const;
    ComparisonValues comparison_;
    QString a_, b_;
};

/// The table as tab-separated text with a header line, for the clipboard.
QString toTsv(const ComparisonValues &comparison);

} // namespace lapidary
