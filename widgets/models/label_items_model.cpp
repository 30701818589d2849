// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/label_items_model.h"
#include <QCoreApplication>
#include <algorithm>

namespace lapidary {

void LabelItemsModel::reset(const LabelDesk &desk) {
    beginResetModel();
    desk_ = &desk;
    filter_ = desk.filter();
    shown_ = matching(desk.state(), filter_);
    endResetModel();
}

void LabelItemsModel::update(const LabelDesk &desk, std::size_t item) {
    desk_ = &desk;
    const auto at = std::lower_bound(shown_.begin(), shown_.end(), item);
    const int row = int(at - shown_.begin());
    const bool was = at != shown_.end() && *at == item;
    const bool is = passes(desk.state().items()[item], desk.state().marks()[item], filter_);
    if (was && is) {
        Q_EMIT dataChanged(index(row), index(row));
    } else if (was) {
        beginRemoveRows({}, row, row);
        shown_.erase(at);
        endRemoveRows();
    } else if (is) {
        beginInsertRows({}, row, row);
        shown_.insert(at, item);
        endInsertRows();
    }
}

int LabelItemsModel::rowOf(std::size_t item) const {
    const auto at = std::lower_bound(shown_.begin(), shown_.end(), item);
    return at != shown_.end() && *at == item ? int(at - shown_.begin()) : -1;
}

int LabelItemsModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(shown_.size());
}

QVariant LabelItemsModel::data(const QModelIndex &index, int role) const {
    if (!desk_ || !index.isValid() || index.row() >= rowCount()) return {};
    const std::size_t item = shown_[std::size_t(index.row())];
    const LabelItem &pair = desk_->state().items()[item];
    const LabelMark &mark = desk_->state().marks()[item];
    switch (role) {
    case Qt::DisplayRole:
        return QString::fromStdString(pair.prompt).left(200).simplified();
    case Qt::AccessibleTextRole: {
        QString text = QStringLiteral("%1, %2").arg(QString::fromStdString(pair.prompt).left(80).simplified(),
                                                    statusWord(mark.status()));
        if (const std::string brief = desk_->state().brief(item); !brief.empty())
            text += QStringLiteral(", ") + QString::fromStdString(brief);
        if (mark.flagged) text += QStringLiteral(", ") + QCoreApplication::translate("Labels", "flagged");
        return text;
    }
    case StatusRole:
        return int(mark.status());
    case FlaggedRole:
        return mark.flagged;
    case VerdictRole:
        return QString::fromStdString(desk_->state().brief(item));
    default:
        return {};
    }
}

QString statusWord(LabelStatus status) {
    switch (status) {
    case LabelStatus::Pending:
        return QCoreApplication::translate("Labels", "pending");
    case LabelStatus::Draft:
        return QCoreApplication::translate("Labels", "draft");
    case LabelStatus::Done:
        return QCoreApplication::translate("Labels", "done");
    case LabelStatus::Skipped:
        return QCoreApplication::translate("Labels", "skipped");
    }
    return {};
}

} // namespace lapidary
