// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/curation/row_comparison.h"
#include <QAbstractTableModel>
#include <QCache>

namespace lapidary {

/// A row between two versions, as it is shown: its fields that differ, and each as it was and as it is.
struct RowChangeCells {
    std::int64_t id = 0;
    QStringList fields{}, before{}, after{};
    QString problem{}; ///< why the row cannot be read
};
/// The same of the two states of a row.
RowChangeCells changeCellsOf(std::int64_t id, const Result<std::vector<FieldChange>> &changes);

/// The rows that differ between two versions. It holds a few bytes of each; texts are asked for a page at a time, for
/// the rows on show, and come by setPage().
class RowChangesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Number, What, Fields, Before, After, Columns };
    static constexpr int kPage = 64, kHeld = 1000; ///< rows
    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::shared_ptr<const RowsBetween> rows);
    /// Those of one kind, or whose field of this number changed; -1: all.
    void setFilter(int kind, int field);
    void setPage(const QVector<RowChangeCells> &page);
    std::int64_t idAt(int row) const;
    const RowChangeCells *cellsAt(int row) const { return held_.object(idAt(row)); } ///< null: not read yet
    static QString kindWord(RowsBetween::Kind kind);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : Columns; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void pageWanted(const std::vector<std::int64_t> &ids) const;

private:
    void want(int row) const;
    std::shared_ptr<const RowsBetween> rows_ = std::make_shared<const RowsBetween>();
    std::vector<std::size_t> shown_{};
    QCache<qint64, RowChangeCells> held_{kHeld};
    mutable std::vector<std::int64_t> asked_{}; ///< the page that is on its way
};

} // namespace lapidary
