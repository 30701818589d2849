// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPair>
#include <QString>
#include <QVector>

namespace lapidary {

/// Where two texts differ, word by word: (begin, length) in each text. A word is a run without white space; a letter of
/// Chinese, Japanese, Thai and their like is one by itself, and so is each letter where neither text has a space.
struct WordDiff {
    using Spans = QVector<QPair<int, int>>;
    Spans a{}, b{};
};
WordDiff wordDiff(const QString &a, const QString &b);
/// The same, but nothing where the texts have no word in common: marks on everything would say no more.
WordDiff telling(const QString &a, const QString &b);

} // namespace lapidary
