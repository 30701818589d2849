// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/curation/row_service.h"
#include "widgets/models/data_rows_model.h"
#include "widgets/models/row_cells.h"

namespace lapidary {

/// The rows that a query found, as a table: the row's number, its columns, its tags. It knows eight bytes of every row
/// and holds the cells of those that were shown lately; others are asked for, one page at a time, and come by
/// setPage(). What is edited goes out as a wish; the answer comes as a new page.
class CuratedRowsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { CompleteRole = DataRowsModel::CompleteRole, NumberRole = DataRowsModel::NumberRole };
    static constexpr int kHeld = 2000; ///< rows
    static constexpr int kAhead = 60;  ///< rows that are fetched beyond those on show
    explicit CuratedRowsModel(QObject *parent = nullptr);

    void clear();
    void setView(const RowView &view); ///< other rows, or other values in the same ones
    /// `sortable`: columns that an order can be asked by.
    void setColumns(const QStringList &sortable);
    void setWritable(bool writable) { writable_ = writable; }
    void setPage(const RowView &view, std::size_t first, const QVector<RowCells> &rows);
    void setPageFailed();

    const RowView &view() const { return view_; }
    const QStringList &columns() const { return columns_; } ///< all that there are
    QStringList shownColumns() const;
    bool isShown(const QString &column) const { return !hidden_.contains(column); }
    void setShown(const QString &column, bool shown);
    QString columnAt(int section) const; ///< empty: the number, or the tags
    bool isTags(int section) const { return section > 0 && section == columnCount() - 1; }
    std::int64_t idAt(int row) const; ///< 0: none
    int rowOf(std::int64_t id) const; ///< -1: not among them
    const RowCells *heldAt(int row) const;
    qint64 fetched() const { return fetched_; } ///< rows that came, all pages together

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    void pageWanted(const lapidary::RowView &view, std::size_t first, std::size_t count);
    void orderWanted(const QString &column, bool descending); ///< empty: the order of the file
    void cellEdited(qint64 id, const QString &column, const QString &text);
    void tagsEdited(qint64 id, const QStringList &tags);
    void columnsChanged();

private:
    struct Held {
        RowCells cells{};
        int age = 0; ///< of the view that it was read for
    };
    const Held *held(int row) const { return held_.object(idAt(row)); }
    void want(int row) const;
    void askForWanted();
    void addColumns(const QStringList &columns);
    QVariant textAt(const QModelIndex &index, int role) const;
    RowView view_{};
    QStringList columns_{}, sortable_{}, shown_{};
    QSet<QString> hidden_{};
    bool writable_ = false, asked_ = false;
    int age_ = 0;
    qint64 fetched_ = 0;
    QCache<qint64, Held> held_{kHeld};
    mutable QVector<int> wanted_{}; ///< the newest last
    QTimer *timer_;
};

} // namespace lapidary
