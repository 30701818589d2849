// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/row_changes_model.h"
#include "widgets/common/core_text.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/row_cells.h"
#include <QLocale>
#include <algorithm>

namespace lapidary {

namespace {

constexpr qsizetype kCellText = 300;

QString textOf(const std::optional<Json> &value, bool isTags) {
    if (!value) return {};
    if (!isTags) return cellTextOf(*value);
    QStringList tags;
    for (const Json &each : *value) tags.append(toQt(each.get<std::string>()));
    return tags.join(QStringLiteral(", "));
}

QString lineOf(const QString &text) {
    return text.left(kCellText).replace(QLatin1Char('\n'), QChar(0x23CE)) +
           (text.size() > kCellText ? QString(QChar(0x2026)) : QString());
}

} // namespace

RowChangeCells changeCellsOf(std::int64_t id, const Result<std::vector<FieldChange>> &changes) {
    RowChangeCells out{.id = id};
    if (!changes) out.problem = coreText(changes.error());
    if (!changes) return out;
    for (const FieldChange &each : *changes) {
        out.fields.append(each.isTags ? RowChangesModel::tr("tags") : toQt(each.field));
        out.before.append(textOf(each.before, each.isTags));
        out.after.append(textOf(each.after, each.isTags));
    }
    return out;
}

void RowChangesModel::setRows(std::shared_ptr<const RowsBetween> rows) {
    rows_ = std::move(rows);
    held_.clear();
    asked_.clear();
    setFilter(-1, -1);
}

void RowChangesModel::setFilter(int kind, int field) {
    beginResetModel();
    shown_.clear();
    for (std::size_t i = 0; i < rows_->rows.size(); ++i) {
        const RowsBetween::Row &row = rows_->rows[i];
        const bool is = (kind < 0 || int(row.kind) == kind) && (field < 0 || (row.fields >> field & 1) != 0);
        if (is) shown_.push_back(i);
    }
    endResetModel();
}

void RowChangesModel::setPage(const QVector<RowChangeCells> &page) {
    asked_.clear();
    for (const RowChangeCells &each : page) held_.insert(each.id, new RowChangeCells(each));
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, Columns - 1));
}

std::int64_t RowChangesModel::idAt(int row) const {
    return row >= 0 && std::size_t(row) < shown_.size() ? rows_->rows[shown_[std::size_t(row)]].id : 0;
}

/// One page at a time; those who want another ask again when it has come, since all on show is painted anew then.
void RowChangesModel::want(int row) const {
    if (!asked_.empty()) return;
    const int first = std::max(row - kPage / 4, 0), end = std::min(first + kPage, rowCount());
    for (int each = first; each < end; ++each)
        if (!held_.contains(idAt(each))) asked_.push_back(idAt(each));
    if (!asked_.empty()) Q_EMIT pageWanted(asked_);
}

QString RowChangesModel::kindWord(RowsBetween::Kind kind) {
    switch (kind) {
    case RowsBetween::Kind::Added:
        return tr("+ added");
    case RowsBetween::Kind::Removed:
        return tr("− removed");
    case RowsBetween::Kind::Changed:
        return tr("≠ changed");
    case RowsBetween::Kind::Tagged:
        break;
    }
    return tr("# tags only");
}

int RowChangesModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(shown_.size());
}

QVariant RowChangesModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid() || role != Qt::DisplayRole) return {};
    const RowsBetween::Row &row = rows_->rows[shown_[std::size_t(index.row())]];
    if (index.column() == Number) return QLocale().toString(qint64(row.id));
    if (index.column() == What) return kindWord(row.kind);
    const RowChangeCells *cells = cellsAt(index.row());
    if (!cells) return want(index.row()), QString(QChar(0x2026));
    if (!cells->problem.isEmpty()) return index.column() == Fields ? cells->problem : QString();
    if (index.column() == Fields) return cells->fields.join(QStringLiteral(", "));
    return lineOf((index.column() == Before ? cells->before : cells->after).join(QStringLiteral("  ·  ")));
}

QVariant RowChangesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    const QStringList names{tr("Row"), tr("What"), tr("Fields"), tr("Before"), tr("After")};
    return names.value(section);
}

} // namespace lapidary
