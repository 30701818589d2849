// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/word_diff.h"
#include <QStringView>
#include <QTextBoundaryFinder>
#include <algorithm>

namespace lapidary {

namespace {

/// Scripts that put no space between words.
bool standsAlone(char32_t c) {
    switch (QChar::script(c)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return true;
    default:
        return (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFFEF); // what stands between them
    }
}

/// `letters`: each by itself, with whatever is put upon it.
WordDiff::Spans wordsOf(const QString &text, bool letters) {
    WordDiff::Spans words;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    bool joins = false; // to the word before
    for (qsizetype from = 0, to = finder.toNextBoundary(); to > from; from = to, to = finder.toNextBoundary()) {
        const char32_t c = text[from].isHighSurrogate() && from + 1 < text.size()
                               ? QChar::surrogateToUcs4(text[from], text[from + 1])
                               : char32_t(text[from].unicode());
        if (QChar::isSpace(c)) {
            joins = false;
            continue;
        }
        const bool alone = letters || standsAlone(c);
        if (joins && !alone)
            words.back().second = int(to) - words.back().first;
        else
            words.append({int(from), int(to - from)});
        joins = !alone;
    }
    return words;
}

bool hasNoSpace(const QString &text) {
    return std::none_of(text.begin(), text.end(), [](QChar c) { return c.isSpace(); });
}

/// Neighbouring words become one span, the space between them included.
WordDiff::Spans joined(const WordDiff::Spans &words, const QVector<bool> &same) {
    WordDiff::Spans out;
    for (int i = 0; i < words.size(); ++i) {
        if (same[i]) continue;
        if (i > 0 && !same[i - 1])
            out.back().second = words[i].first + words[i].second - out.back().first;
        else
            out.append(words[i]);
    }
    return out;
}

} // namespace

WordDiff wordDiff(const QString &a, const QString &b) {
    const bool letters = hasNoSpace(a) && hasNoSpace(b);
    const auto wordsA = wordsOf(a, letters), wordsB = wordsOf(b, letters);
    const auto equal = [&](int i, int j) {
        return QStringView(a).mid(wordsA[i].first, wordsA[i].second) ==
               QStringView(b).mid(wordsB[j].first, wordsB[j].second);
    };
    const int n = int(wordsA.size()), m = int(wordsB.size());
    QVector<bool> sameA(n, false), sameB(m, false);
    int front = 0, back = 0;
    while (front < std::min(n, m) && equal(front, front)) {
        sameA[front] = sameB[front] = true;
        ++front;
    }
    while (back < std::min(n, m) - front && equal(n - 1 - back, m - 1 - back)) {
        sameA[n - 1 - back] = sameB[m - 1 - back] = true;
        ++back;
    }
    // Longest common subsequence of the middle. Beyond the cap all of the middle counts as different: still true.
    const int rows = n - front - back, columns = m - front - back;
    if (rows > 0 && columns > 0 && qint64(rows) * columns <= 4'000'000) {
        const auto width = columns + 1;
        QVector<int> length((rows + 1) * width, 0);
        for (int i = rows - 1; i >= 0; --i)
            for (int j = columns - 1; j >= 0; --j)
                length[i * width + j] = equal(front + i, front + j)
                                            ? length[(i + 1) * width + j + 1] + 1
                                            : std::max(length[(i + 1) * width + j], length[i * width + j + 1]);
        for (int i = 0, j = 0; i < rows && j < columns;) {
            if (equal(front + i, front + j)) {
                sameA[front + i] = sameB[front + j] = true;
                ++i;
                ++j;
            } else if (length[(i + 1) * width + j] >= length[i * width + j + 1])
                ++i;
            else
                ++j;
        }
    }
    return {joined(wordsA, sameA), joined(wordsB, sameB)};
}

WordDiff telling(const QString &a, const QString &b) {
    WordDiff diff = wordDiff(a, b);
    const auto all = [](const WordDiff::Spans &spans, const QString &text) {
        return spans.size() == 1 && spans[0].second == text.trimmed().size();
    };
    return all(diff.a, a) && all(diff.b, b) ? WordDiff{} : diff;
}

} // namespace lapidary
