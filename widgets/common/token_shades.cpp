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

QList<QTextEdit::ExtraSelection> tokenShades(QTextDocument *document, const QVector<int> &ends,
                                             const QVector<float> &logProbs, const QPalette &palette) {
    QList<QTextEdit::ExtraSelection> marks;
    const QColor tone = toneColour(Tone::Warning, palette);
    const int last = document->characterCount() - 1;
    int begin = 0;
    for (qsizetype i = 0; i < std::min(ends.size(), logProbs.size()) && ends[i] <= last; ++i) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(document);
        mark.cursor.setPosition(begin);
        mark.cursor.setPosition(ends[i], QTextCursor::KeepAnchor);
        begin = ends[i];
        const float surprise = std::clamp(logProbs[i] / kDarkest, 0.0f, 1.0f);
        if (surprise < 0.02f) continue; // nearly certain
        QColor shade = tone;
        shade.setAlphaF(0.08f + 0.42f * surprise);
        mark.format.setBackground(shade);
        if (logProbs[i] < kUnlikely) {
            mark.format.setUnderlineStyle(QTextCharFormat::SingleUnderline);
            mark.format.setUnderlineColor(tone);
        }
        marks.append(mark);
    }
    return marks;
}

} // namespace lapidary
