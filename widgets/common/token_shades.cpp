// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/token_shades.h"
#include "widgets/common/theme.h"
#include <QTextCursor>
#include <algorithm>
#include <cmath>

namespace lapidary {

namespace {
constexpr double kUnlikely = -2.3; ///< p below a tenth
constexpr double kDarkestLogprob = -5, kDarkestEntropy = 3, kDarkestRatio = 1;
constexpr double kUnsure = 1.5; ///< nats: as between four or five equal tokens

float share(double value, double darkest) {
    return float(std::clamp(value / darkest, 0.0, 1.0));
}
} // namespace

QVector<int> tokenEnds(const std::vector<TextToken> &tokens) {
    QVector<int> ends;
    ends.reserve(qsizetype(tokens.size()));
    int end = 0;
    for (const std::string &piece : piecesOf(tokens)) ends.append(end += int(QString::fromStdString(piece).size()));
    return ends;
}

TokenShade surpriseShade(double logprob) {
    return {.strength = share(logprob, kDarkestLogprob), .marked = logprob < kUnlikely};
}

TokenShade entropyShade(double nats) {
    return {.strength = share(nats, kDarkestEntropy), .marked = nats > kUnsure};
}

TokenShade ratioShade(double logRatio) {
    return {.strength = share(std::abs(logRatio), kDarkestRatio),
            .below = logRatio<0, .marked = logRatio> std::log(1.2) || logRatio < std::log(0.8)};
}

QList<QTextEdit::ExtraSelection> tokenShades(QTextDocument *document, const QVector<int> &ends,
                                             const QVector<TokenShade> &shades, const QPalette &palette) {
    constexpr float kNothing = 0.02f; // nearly certain, or not known
    QList<QTextEdit::ExtraSelection> marks;
    const QColor tones[] = {toneColour(Tone::Warning, palette), toneColour(Tone::Accent, palette)};
    const int last = document->characterCount() - 1;
    int begin = 0;
    for (qsizetype i = 0; i < std::min(ends.size(), shades.size()) && ends[i] <= last; ++i) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(document);
        mark.cursor.setPosition(begin);
        mark.cursor.setPosition(ends[i], QTextCursor::KeepAnchor);
        begin = ends[i];
        if (shades[i].strength < kNothing) continue;
        const QColor tone = tones[shades[i].below];
        QColor shade = tone;
        shade.setAlphaF(0.08f + 0.42f * shades[i].strength);
        mark.format.setBackground(shade);
        if (shades[i].marked) {
            mark.format.setUnderlineStyle(shades[i].below ? QTextCharFormat::DashUnderline
                                                          : QTextCharFormat::SingleUnderline);
            mark.format.setUnderlineColor(tone);
        }
        marks.append(mark);
    }
    return marks;
}

QList<QTextEdit::ExtraSelection> tokenShades(QTextDocument *document, const std::vector<TextToken> &tokens,
                                             const QPalette &palette) {
    QVector<TokenShade> shades;
    for (const TextToken &token : tokens) shades.append(surpriseShade(token.logprob.value_or(0)));
    return tokenShades(document, tokenEnds(tokens), shades, palette);
}

} // namespace lapidary
