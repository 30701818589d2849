// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/log_model.h"
#include <QDateTime>
#include <algorithm>

namespace lapidary {

QString levelWord(NoticeLevel level) {
    switch (level) {
    case NoticeLevel::Info:
        return LogModel::tr("Notice");
    case NoticeLevel::Warning:
        return LogModel::tr("Warning");
    case NoticeLevel::Error:
        return LogModel::tr("Error");
    }
    return {};
}

void LogModel::clear() {
    beginResetModel();
    all_.clear();
    shown_.clear();
    endResetModel();
}

void LogModel::append(const QVector<NoticeValues> &notices) {
    if (notices.isEmpty()) return;
    // Several runs speak at once and old logs come late: the time decides the place. Nearly always it is the end.
    const auto earlier = [](const NoticeValues &a, const NoticeValues &b) { return a.time < b.time; };
    QVector<NoticeValues> sorted = notices;
    std::stable_sort(sorted.begin(), sorted.end(), earlier);
    const bool atEnd = all_.isEmpty() || !earlier(sorted.first(), all_.last());
    if (!atEnd || all_.size() + sorted.size() > kKept) {
        all_ += sorted;
        std::stable_sort(all_.begin(), all_.end(), earlier);
        if (all_.size() > kKept) all_.remove(0, all_.size() - kKept);
        return refilter();
    }
    QVector<int> fresh;
    for (int i = 0; i < sorted.size(); ++i)
        if (passes(sorted[i])) fresh.append(int(all_.size()) + i);
    all_ += sorted;
    if (fresh.isEmpty()) return;
    beginInsertRows({}, int(shown_.size()), int(shown_.size() + fresh.size()) - 1);
    shown_ += fresh;
    endInsertRows();
}

void LogModel::setFilter(NoticeLevel least, const QString &words) {
    least_ = least;
    words_ = words;
    refilter();
}

bool LogModel::passes(const NoticeValues &notice) const {
    if (notice.level < least_) return false;
    return words_.isEmpty() || notice.text.contains(words_, Qt::CaseInsensitive) ||
           notice.run.contains(words_, Qt::CaseInsensitive);
}

void LogModel::refilter() {
    beginResetModel();
    shown_.clear();
    for (int i = 0; i < all_.size(); ++i)
        if (passes(all_[i])) shown_.append(i);
    endResetModel();
}

const NoticeValues *LogModel::at(int row) const {
    return row >= 0 && row < shown_.size() ? &all_[shown_[row]] : nullptr;
}

int LogModel::count(NoticeLevel level) const {
    return int(std::count_if(all_.begin(), all_.end(), [&](const NoticeValues &each) { return each.level == level; }));
}

int LogModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(shown_.size());
}
int LogModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LogModel::data(const QModelIndex &index, int role) const {
    const NoticeValues *notice = at(index.row());
    if (!notice) return {};
    if (role == RunRole) return notice->run;
    if (role == LevelRole) return int(notice->level);
    if (role == Qt::ToolTipRole && index.column() == Text) return notice->text.toHtmlEscaped();
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case Time:
        return QDateTime::fromMSecsSinceEpoch(qint64(notice->time * 1000)).toString(QStringLiteral("MM-dd HH:mm:ss"));
    case Level:
        return levelWord(notice->level);
    case Run:
        return notice->run;
    case Text:
        return notice->text.simplified();
    }
    return {};
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return QVariant(Qt::AlignVCenter | Qt::AlignLeft);
    if (role != Qt::DisplayRole) return {};
    return QStringList{tr("Time"), tr("Level"), tr("Run"), tr("Message")}.value(section);
}

} // namespace lapidary
