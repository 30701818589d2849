// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/data_rows_model.h"
#include <QTimer>
#include <algorithm>
#include <numeric>

namespace lapidary {

namespace {
constexpr int kAhead = 60;     ///< rows asked for beyond those on show
constexpr int kCellText = 400; ///< characters of a cell that is shown; the whole text is in CompleteRole

/// One line, whatever the text holds.
QString cellText(const QString &text) {
    QString shown = text.left(kCellText);
    for (QChar &c : shown)
        if (c == QLatin1Char('\n'))
            c = QChar(0x23CE);
        else if (c == QLatin1Char('\t'))
            c = QChar(0x2192);
    return text.size() > kCellText ? shown + QChar(0x2026) : shown;
}
} // namespace

DataRowsModel::DataRowsModel(QObject *parent) : QAbstractTableModel(parent), timer_(new QTimer(this)) {
    timer_->setSingleShot(true);
    timer_->setInterval(0);
    connect(timer_, &QTimer::timeout, this, &DataRowsModel::askForWanted);
}

void DataRowsModel::open(const DataShape &shape) {
    beginResetModel();
    shape_ = shape;
    shown_.resize(shape.rows);
    std::iota(shown_.begin(), shown_.end(), 0);
    lengths_.clear();
    filter_.reset();
    held_.clear();
    asked_.clear();
    wantedFirst_ = -1;
    sortColumn_ = 0;
    sortOrder_ = Qt::AscendingOrder;
    endResetModel();
}

void DataRowsModel::addRows(const QVector<DataRowValues> &rows) {
    for (const DataRowValues &row : rows) {
        held_.insert(row.row, new QStringList(row.cells));
        asked_.remove(row.row);
    }
    // One change over all that is on show: the view repaints its viewport once either way.
    if (!shown_.isEmpty())
        Q_EMIT dataChanged(index(0, 1), index(int(shown_.size()) - 1, columnCount() - 2), {Qt::DisplayRole});
}

void DataRowsModel::setLengths(int first, const QVector<qint32> &lengths) {
    if (first != lengths_.size()) return; // of a tokenizer that is no longer wanted
    lengths_ += lengths;
    if (!shown_.isEmpty())
        Q_EMIT dataChanged(index(0, columnCount() - 1), index(int(shown_.size()) - 1, columnCount() - 1),
                           {Qt::DisplayRole});
    if (isTokens(sortColumn_) && lengths_.size() == shape_.rows) reorder();
}

void DataRowsModel::forgetLengths() {
    lengths_.clear();
    if (!shown_.isEmpty())
        Q_EMIT dataChanged(index(0, columnCount() - 1), index(int(shown_.size()) - 1, columnCount() - 1),
                           {Qt::DisplayRole});
}

void DataRowsModel::setFilter(const std::optional<QVector<int>> &rows) {
    filter_ = rows;
    reorder();
}

void DataRowsModel::addToFilter(const QVector<int> &rows) {
    if (rows.isEmpty()) return;
    if (!filter_) filter_.emplace();
    filter_->append(rows);
    if (sortColumn_ != 0 || sortOrder_ != Qt::AscendingOrder) return reorder();
    beginInsertRows({}, int(shown_.size()), int(shown_.size() + rows.size()) - 1);
    shown_ += rows;
    endInsertRows();
}

int DataRowsModel::fileRow(int row) const {
    return row >= 0 && row < shown_.size() ? shown_[row] : -1;
}
int DataRowsModel::rowOf(int fileRow) const {
    return int(shown_.indexOf(fileRow));
}

bool DataRowsModel::toTsv(const QVector<int> &rows, QString &out) {
    QStringList lines{QStringLiteral("row\t") + shape_.columns.join(QLatin1Char('\t')) + QStringLiteral("\ttokens")};
    QVector<int> missing;
    for (const int row : rows) {
        const QStringList *cells = held_.object(row);
        if (!cells) {
            missing.append(row);
            continue;
        }
        QStringList line{QString::number(row + 1)};
        for (QString cell : *cells)
            line.append(
                cell.replace(QLatin1Char('\t'), QLatin1Char(' ')).replace(QLatin1Char('\n'), QLatin1String("\\n")));
        line.append(lengths_.value(row, -1) < 0 ? QString() : QString::number(lengths_[row]));
        lines.append(line.join(QLatin1Char('\t')));
    }
    if (!missing.isEmpty()) Q_EMIT rowsWanted(missing);
    out = lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
    return missing.isEmpty();
}

int DataRowsModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(shown_.size());
}
int DataRowsModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(shape_.columns.size()) + 2;
}

QVariant DataRowsModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid()) return {};
    const bool number = index.column() == 0 || isTokens(index.column());
    if (role == NumberRole) return number;
    if (role == Qt::TextAlignmentRole) return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != CompleteRole && role != Qt::AccessibleTextRole) return {};
    const int row = shown_[index.row()];
    if (index.column() == 0) return row + 1;
    if (isTokens(index.column())) {
        if (row >= lengths_.size()) return QString();
        return lengths_[row] < 0 ? QStringLiteral("–") : QString::number(lengths_[row]);
    }
    const QStringList *cells = held_.object(row);
    if (!cells) {
        want(index.row());
        return QStringLiteral("…");
    }
    const QString text = cells->value(index.column() - 1);
    return role == Qt::DisplayRole ? cellText(text) : text;
}

QVariant DataRowsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == 0 || isTokens(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    const QString roomForArrow = QStringLiteral("    "); // of the sorting, which stands at the right
    if (section == 0) return tr("Row") + roomForArrow;
    return isTokens(section) ? tr("Tokens") + roomForArrow : shape_.columns.value(section - 1);
}

/// By row and by tokens; texts stay in the order of the file, which a person would not wait for.
void DataRowsModel::sort(int column, Qt::SortOrder order) {
    if (column != 0 && !isTokens(column)) return;
    sortColumn_ = column;
    sortOrder_ = order;
    reorder();
}

void DataRowsModel::reorder() {
    QVector<int> order;
    if (filter_)
        order = *filter_;
    else {
        order.resize(shape_.rows);
        std::iota(order.begin(), order.end(), 0);
    }
    if (isTokens(sortColumn_)) {
        const auto length = [this](int row) { return row < lengths_.size() ? lengths_[row] : -1; };
        std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
            return sortOrder_ == Qt::AscendingOrder ? length(a) < length(b) : length(a) > length(b);
        });
    } else if (sortOrder_ == Qt::DescendingOrder) {
        std::reverse(order.begin(), order.end());
    }
    wantedFirst_ = wantedLast_ = -1;
    if (order.size() != shown_.size()) {
        beginResetModel();
        shown_ = order;
        endResetModel();
        return;
    }
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    QVector<int> rows;
    for (const QModelIndex &each : before) rows.append(fileRow(each.row()));
    shown_ = order;
    for (qsizetype i = 0; i < before.size(); ++i) {
        const int row = rowOf(rows[i]);
        changePersistentIndex(before[i], row < 0 ? QModelIndex() : index(row, before[i].column()));
    }
    Q_EMIT layoutChanged();
}

void DataRowsModel::want(int row) const {
    wantedLast_ = wantedFirst_ < 0 ? row : std::max(wantedLast_, row);
    wantedFirst_ = wantedFirst_ < 0 ? row : std::min(wantedFirst_, row);
    if (!timer_->isActive()) timer_->start();
}

void DataRowsModel::askForWanted() {
    if (wantedFirst_ < 0) return;
    const int first = std::max(0, wantedFirst_ - kAhead),
              last = std::min<int>({wantedLast_ + kAhead, int(shown_.size()) - 1, wantedFirst_ + kHeld / 2});
    wantedFirst_ = wantedLast_ = -1;
    if (asked_.size() > kHeld) asked_.clear(); // answers that never came
    QVector<int> rows;
    for (int i = first; i <= last; ++i)
        if (!held_.contains(shown_[i]) && !asked_.contains(shown_[i])) rows.append(shown_[i]);
    for (const int row : std::as_const(rows)) asked_.insert(row);
    if (!rows.isEmpty()) Q_EMIT rowsWanted(rows);
}

} // namespace lapidary
