// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/token_shades.h"
#include "widgets/common/theme.h"
#include <QTextCursor>
#include <algorithm>

namespace lapidary {

namespace {
constexpr float kUnlikely = -2.3f; ///< p below a tenth
constexpr float kDarkest = -5.0f;
} // namespace

QVector<int> tokenEnds(const std::vector<TextToken> &tokens) {
    QVector<int> ends;
    ends.reserve(qsizetype(tokens.size()));
    int end = 0;
    for (const std::string &piece : piecesOf(tokens)) ends.append(end += int(QString::fromStdString(piece).size()));
    return ends;
}

QList<QTextEdit::ExtraSelection> tokenShades(QTextDocument *document, const std::vector<TextToken> &tokens,
                                             const QPalette &palette) {
    QList<QTextEdit::ExtraSelection> marks;
    const QColor tone = toneColour(Tone::Warning, palette);
    const QVector<int> ends = tokenEnds(tokens);
    const int last = document->characterCount() - 1;
    int begin = 0;
    for (qsizetype i = 0; i < ends.size() && ends[i] <= last; ++i) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(document);
        mark.cursor.setPosition(begin);
        mark.cursor.setPosition(ends[i], QTextCursor::KeepAnchor);
        begin = ends[i];
        const float logprob = tokens[std::size_t(i)].logprob.value_or(0);
        const float surprise = std::clamp(logprob / kDarkest, 0.0f, 1.0f);
        if (surprise < 0.02f) continue; // nearly certain, or not known
        QColor shade = tone;
        shade.setAlphaF(0.08f + 0.42f * surprise);
        mark.format.setBackground(shade);
        if (logprob < kUnlikely) {
            mark.format.setUnderlineStyle(QTextCharFormat::SingleUnderline);
            mark.format.setUnderlineColor(tone);
        }
        marks.append(mark);
    }
    return marks;
}

} // namespace lapidary
