// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/curated_rows_model.h"
#include "core/data/layouts/registry.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/row_filter.h"
#include <QTimer>
#include <algorithm>

namespace lapidary {

namespace {

constexpr int kCellText = 400, kMostWanted = 256;

/// One line, whatever the text holds.
QString lineOf(const QString &text) {
    QString shown = text.left(kCellText);
    for (QChar &c : shown)
        if (c == QLatin1Char('\n'))
            c = QChar(0x23CE);
        else if (c == QLatin1Char('\t'))
            c = QChar(0x2192);
    return text.size() > kCellText ? shown + QChar(0x2026) : shown;
}

/// Fields that layouts know in the order of those, others behind them, the id and what is kept beside the row last.
int placeOf(const QString &column) {
    static const auto known = tableColumns();
    const auto at = std::find(known.begin(), known.end(), fromQt(column));
    if (at != known.end()) return int(at - known.begin());
    return column == QLatin1String("id") || column.contains(QLatin1Char('.')) ? 2000 : 1000;
}

} // namespace

CuratedRowsModel::CuratedRowsModel(QObject *parent) : QAbstractTableModel(parent), timer_(new QTimer(this)) {
    timer_->setSingleShot(true);
    timer_->setInterval(0);
    connect(timer_, &QTimer::timeout, this, &CuratedRowsModel::askForWanted);
}

void CuratedRowsModel::clear() {
    beginResetModel();
    view_ = {};
    columns_.clear();
    sortable_.clear();
    shown_.clear();
    hidden_.clear();
    held_.clear();
    wanted_.clear();
    asked_ = false;
    endResetModel();
    Q_EMIT columnsChanged();
}

void CuratedRowsModel::setView(const RowView &view) {
    ++age_; // what is held is shown until its page has come anew
    wanted_.clear();
    if (*view.ids == *view_.ids) {
        view_ = view;
        if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    view_ = view;
    endResetModel();
}

void CuratedRowsModel::setColumns(const QStringList &sortable) {
    sortable_ = sortable;
    addColumns(sortable);
}

/// One by one, so that what is chosen stays chosen.
void CuratedRowsModel::addColumns(const QStringList &columns) {
    const qsizetype before = columns_.size();
    for (const QString &each : columns) {
        if (columns_.contains(each)) continue;
        const auto place = std::upper_bound(columns_.begin(), columns_.end(), each,
                                            [](const QString &a, const QString &b) { return placeOf(a) < placeOf(b); });
        const int section =
            1 + int(std::count_if(columns_.begin(), place, [this](const QString &c) { return isShown(c); }));
        if (isShown(each)) beginInsertColumns({}, section, section);
        columns_.insert(place, each);
        shown_ = shownColumns();
        if (isShown(each)) endInsertColumns();
    }
    if (columns_.size() != before) Q_EMIT columnsChanged();
}

QStringList CuratedRowsModel::shownColumns() const {
    QStringList out;
    for (const QString &each : columns_)
        if (isShown(each)) out.append(each);
    return out;
}

void CuratedRowsModel::setShown(const QString &column, bool shown) {
    if (isShown(column) == shown || !columns_.contains(column)) return;
    if (shown) {
        hidden_.remove(column);
        const int section = 1 + int(shownColumns().indexOf(column));
        beginInsertColumns({}, section, section);
        shown_ = shownColumns();
        endInsertColumns();
    } else {
        const int section = 1 + int(shown_.indexOf(column));
        beginRemoveColumns({}, section, section);
        hidden_.insert(column);
        shown_ = shownColumns();
        endRemoveColumns();
    }
    Q_EMIT columnsChanged();
}

void CuratedRowsModel::setPage(const RowView &view, std::size_t first, const QVector<RowCells> &rows) {
    asked_ = false;
    fetched_ += rows.size();
    if (view.ids != view_.ids) return askForWanted(); // found anew meanwhile
    QStringList columns;
    for (const RowCells &row : rows) {
        held_.insert(row.id, new Held{row, age_});
        for (const QString &each : row.columns)
            if (!columns.contains(each)) columns.append(each);
    }
    addColumns(columns);
    if (!rows.isEmpty())
        Q_EMIT dataChanged(index(int(first), 0), index(int(first) + int(rows.size()) - 1, columnCount() - 1));
    askForWanted();
}

void CuratedRowsModel::setPageFailed() {
    asked_ = false;
}

QString CuratedRowsModel::columnAt(int section) const {
    return shown_.value(section - 1);
}

std::int64_t CuratedRowsModel::idAt(int row) const {
    return row >= 0 && std::size_t(row) < view_.size() ? (*view_.ids)[std::size_t(row)] : 0;
}

int CuratedRowsModel::rowOf(std::int64_t id) const {
    const auto at = std::find(view_.ids->begin(), view_.ids->end(), id);
    return at == view_.ids->end() ? -1 : int(at - view_.ids->begin());
}

const RowCells *CuratedRowsModel::heldAt(int row) const {
    const Held *found = held(row);
    return found ? &found->cells : nullptr;
}

int CuratedRowsModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(view_.size());
}
int CuratedRowsModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(shown_.size()) + 2;
}

QVariant CuratedRowsModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid()) return {};
    const bool number = index.column() == 0;
    if (role == NumberRole) return number;
    if (role == Qt::TextAlignmentRole) return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::EditRole && role != CompleteRole && role != Qt::AccessibleTextRole)
        return {};
    if (number) return qint64(idAt(index.row()));
    return textAt(index, role);
}

QVariant CuratedRowsModel::textAt(const QModelIndex &index, int role) const {
    const Held *found = held(index.row());
    if (!found || found->age != age_) want(index.row());
    if (!found) return role == Qt::EditRole ? QVariant() : QVariant(QStringLiteral("…"));
    if (isTags(index.column())) return found->cells.tags.join(QStringLiteral(", "));
    const QString column = columnAt(index.column());
    if (role == Qt::EditRole && found->cells.json.contains(column)) return found->cells.json.value(column);
    const QString text = found->cells.texts.value(column);
    return role == Qt::DisplayRole ? lineOf(text) : text;
}

/// What was typed is shown at once; the page that comes after the edit says what became of it.
bool CuratedRowsModel::setData(const QModelIndex &index, const QVariant &value, int role) {
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable)) return false;
    Held *found = held_.object(idAt(index.row()));
    const QString text = value.toString();
    if (!found || text == index.data(Qt::EditRole).toString()) return false;
    if (isTags(index.column())) {
        found->cells.tags = tagsIn(text);
        Q_EMIT tagsEdited(found->cells.id, found->cells.tags);
    } else {
        const QString column = columnAt(index.column());
        found->cells.texts.insert(column, text);
        Q_EMIT cellEdited(found->cells.id, column, text);
    }
    Q_EMIT dataChanged(index, index);
    return true;
}

Qt::ItemFlags CuratedRowsModel::flags(const QModelIndex &index) const {
    const bool editable = writable_ && index.column() > 0 && held(index.row());
    return QAbstractTableModel::flags(index) | (editable ? Qt::ItemIsEditable : Qt::NoItemFlags);
}

QVariant CuratedRowsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return int((section == 0 ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) return columnAt(section);
    if (role != Qt::DisplayRole) return {};
    if (section == 0) return tr("Row") + QStringLiteral("    "); // room for the arrow of the order
    return isTags(section) ? tr("Tags") : columnAt(section).remove(QStringLiteral("other_columns."));
}

void CuratedRowsModel::sort(int column, Qt::SortOrder order) {
    const QString name = columnAt(column);
    if (column != 0 && !sortable_.contains(name)) return;
    Q_EMIT orderWanted(name, order == Qt::DescendingOrder);
}

void CuratedRowsModel::want(int row) const {
    if (wanted_.size() >= kMostWanted) wanted_.remove(0, kMostWanted / 2);
    wanted_.append(row);
    if (!asked_ && !timer_->isActive()) timer_->start();
}

/// One page, around what was looked at last: whoever scrolls on has no use for what flew past.
void CuratedRowsModel::askForWanted() {
    if (asked_ || wanted_.isEmpty()) return;
    const int last = wanted_.last();
    int low = last, high = last;
    for (const int row : std::as_const(wanted_))
        if (std::abs(row - last) <= kAhead * 2) {
            low = std::min(low, row);
            high = std::max(high, row);
        }
    wanted_.clear();
    const auto isThere = [this](int row) {
        const Held *found = held(row);
        return found && found->age == age_;
    };
    low = std::max(0, low - kAhead);
    high = std::min(rowCount() - 1, high + kAhead);
    while (low <= high && isThere(low)) ++low;
    while (low <= high && isThere(high)) --high;
    if (low > high) return;
    asked_ = true;
    Q_EMIT pageWanted(view_, std::size_t(low), std::size_t(high - low + 1));
}

} // namespace lapidary
