// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/palette_model.h"
#include "widgets/models/fuzzy_match.h"
#include <algorithm>

namespace lapidary {

void PaletteModel::setEntries(QVector<PaletteEntry> entries) {
    entries_ = std::move(entries);
    search();
}

void PaletteModel::setPattern(const QString &pattern) {
    pattern_ = pattern;
    search();
}

void PaletteModel::search() {
    beginResetModel();
    hits_.clear();
    for (int i = 0; i < entries_.size(); ++i)
        if (auto match = fuzzyMatch(pattern_, entries_[i].title))
            hits_.append({i, match->score, std::move(match->letters)});
    const auto shown = std::min<qsizetype>(hits_.size(), kShown);
    std::partial_sort(hits_.begin(), hits_.begin() + shown, hits_.end(), [](const Hit &a, const Hit &b) {
        return a.score != b.score ? a.score > b.score : a.entry < b.entry;
    });
    hits_.resize(shown);
    endResetModel();
}

const PaletteEntry *PaletteModel::at(int row) const {
    return row >= 0 && row < hits_.size() ? &entries_[hits_[row].entry] : nullptr;
}

int PaletteModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(hits_.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const {
    const PaletteEntry *entry = at(index.row());
    if (!entry) return {};
    switch (role) {
    case Qt::DisplayRole:
        return entry->title;
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2 %3").arg(entry->kind, entry->title, entry->note);
    case KindRole:
        return entry->kind;
    case NoteRole:
        return entry->note;
    case LettersRole:
        return QVariant::fromValue(hits_[index.row()].letters);
    }
    return {};
}

} // namespace lapidary
