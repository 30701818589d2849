// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/data_values.h"
#include <QAbstractTableModel>
#include <QCache>
#include <QSet>
#include <optional>

class QTimer;

namespace lapidary {

/// The rows of an opened data set. Holds only rows that were shown lately; others are asked for and come by addRows().
class DataRowsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role {
        CompleteRole = Qt::UserRole,
        NumberRole
    }; ///< the whole text of a cell; whether the column holds numbers
    static constexpr int kHeld = 4000;
    explicit DataRowsModel(QObject *parent = nullptr);

    void open(const DataShape &shape);
    void clear() { open({}); }
    void addRows(const QVector<DataRowValues> &rows);
    void setLengths(int first, const QVector<qint32> &lengths);
    void forgetLengths();
    const QVector<qint32> &lengths() const { return lengths_; }
    /// Shows only these rows (of the file, in order); nothing shows all.
    void setFilter(const std::optional<QVector<int>> &rows);
    void addToFilter(const QVector<int> &rows);

    const DataShape &shape() const { return shape_; }
    int fileRow(int row) const; ///< which row of the file stands here; -1: none
    int rowOf(int fileRow) const;
    /// Rows as tab-separated values with headers; those that are not held are left to the caller: false, and they are
    /// asked for.
    bool toTsv(const QVector<int> &rows, QString &out);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    void rowsWanted(const QVector<int> &rows);

private:
    bool isTokens(int column) const { return column == columnCount() - 1; }
    void want(int row) const;
    void askForWanted();
    void reorder();
    DataShape shape_{};
    QVector<int> shown_{}; ///< rows of the file in the order of the table
    QVector<qint32> lengths_{};
    std::optional<QVector<int>> filter_{};
    int sortColumn_ = 0;
    Qt::SortOrder sortOrder_ = Qt::AscendingOrder;
    mutable QCache<int, QStringList> held_{kHeld};
    mutable int wantedFirst_ = -1, wantedLast_ = -1; ///< of the table
    QSet<int> asked_{};
    QTimer *timer_;
};

} // namespace lapidary
