// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QVector>
#include <optional>

namespace lapidary {

/// How well `pattern` is found in `text` letter by letter in order, whatever stands between and whatever the case.
struct FuzzyMatch {
    int score = 0;          ///< larger is better: runs of letters and beginnings of words count more
    QVector<int> letters{}; ///< where the letters of the pattern stand in the text
};
/// Nothing where a letter is missing. An empty pattern matches everything with score 0; blanks in it are passed over.
std::optional<FuzzyMatch> fuzzyMatch(const QString &pattern, const QString &text);

} // namespace lapidary
