// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/fuzzy_match.h"
#include <algorithm>

namespace lapidary {

namespace {

constexpr int kLetter = 1, kRun = 12, kWord = 10, kStart = 6;

bool beginsWord(const QString &text, int at) {
    if (at == 0) return true;
    const QChar before = text[at - 1], here = text[at];
    return !before.isLetterOrNumber() || (before.isLower() && here.isUpper());
}

int worth(const QString &text, int at, bool follows) {
    return kLetter + (follows ? kRun : 0) + (beginsWord(text, at) ? kWord : 0) + (at == 0 ? kStart : 0);
}

/// True if the letters are there at all: the quick look that most entries do not survive.
bool mayMatch(const QString &pattern, const QString &text) {
    qsizetype at = 0;
    for (const QChar letter : pattern) {
        while (at < text.size() && text[at].toLower() != letter) ++at;
        if (at++ >= text.size()) return false;
    }
    return true;
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(const QString &given, const QString &text) {
    QString pattern;
    for (const QChar letter : given)
        if (!letter.isSpace()) pattern += letter.toLower();
    if (pattern.isEmpty()) return FuzzyMatch{};
    if (!mayMatch(pattern, text)) return std::nullopt;
    // best[i][j]: the best score with letter i of the pattern on letter j of the text; -1: not possible.
    const int n = int(pattern.size()), m = int(std::min<qsizetype>(text.size(), 200));
    QVector<int> best(n * m, -1), from(n * m, -1);
    for (int i = 0; i < n; ++i) {
        int before = -1, beforeAt = -1; // the best of the row above, left of j - 1
        for (int j = i; j < m; ++j) {
            if (i > 0 && j > 1 && best[(i - 1) * m + j - 2] > before) {
                before = best[(i - 1) * m + j - 2];
                beforeAt = j - 2;
            }
            if (text[j].toLower() != pattern[i]) continue;
            if (i == 0) {
                best[j] = worth(text, j, false);
                continue;
            }
            const int next = j > 0 ? best[(i - 1) * m + j - 1] : -1;
            const int run = next < 0 ? -1 : next + worth(text, j, true),
                      jump = before < 0 ? -1 : before + worth(text, j, false);
            if (run < 0 && jump < 0) continue;
            best[i * m + j] = std::max(run, jump);
            from[i * m + j] = run >= jump ? j - 1 : beforeAt;
        }
    }
    const auto last = best.cbegin() + qsizetype(n - 1) * m;
    const auto top = std::max_element(last, best.cend());
    if (*top < 0) return std::nullopt;
    FuzzyMatch out{.score = *top * 16 - std::min(m, 60)}; // of equal finds the shorter text
    int at = int(top - last);
    for (int i = n - 1; i >= 0; --i) {
        out.letters.prepend(at);
        at = from[i * m + at];
    }
    return out;
}

} // namespace lapidary
