// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/token_text.h"
#include "widgets/common/theme.h"
#include "widgets/models/wording.h"
#include <QEvent>
#include <algorithm>
#include <cmath>

namespace lapidary {

namespace {
constexpr float kUnlikely = -2.3f; ///< p below a tenth
constexpr float kDarkest = -5.0f;
} // namespace

TokenText::TokenText(QWidget *parent) : QPlainTextEdit(parent) {
    setReadOnly(true);
    setTabChangesFocus(true);
    setFont(monospaceFont());
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, [this] { Q_EMIT tokenChanged(tokenAt(textCursor().position())); });
}

void TokenText::showSample(const SampleValues *sample) {
    sample_ = sample ? *sample : SampleValues{};
    // What the tokens say is the text that was sampled; a forced beginning and a cut end stand only in the completion.
    setPlainText(sample_.hasTokens() ? sample_.tokenText : sample_.completion);
    shade();
}

void TokenText::setColoured(bool coloured) {
    coloured_ = coloured;
    shade();
}

void TokenText::shade() {
    QList<QTextEdit::ExtraSelection> marks;
    if (coloured_ && sample_.hasTokens()) {
        const QColor tone = toneColour(Tone::Warning, palette());
        int begin = 0;
        for (qsizetype i = 0; i < sample_.tokenEnds.size(); ++i) {
            QTextEdit::ExtraSelection mark;
            mark.cursor = QTextCursor(document());
            mark.cursor.setPosition(begin);
            mark.cursor.setPosition(sample_.tokenEnds[i], QTextCursor::KeepAnchor);
            begin = sample_.tokenEnds[i];
            const float surprise = std::clamp(sample_.logProbs[i] / kDarkest, 0.0f, 1.0f);
            if (surprise < 0.02f) continue; // nearly certain
            QColor shade = tone;
            shade.setAlphaF(0.08f + 0.42f * surprise);
            mark.format.setBackground(shade);
            if (sample_.logProbs[i] < kUnlikely) {
                mark.format.setUnderlineStyle(QTextCharFormat::SingleUnderline);
                mark.format.setUnderlineColor(tone);
            }
            marks.append(mark);
        }
    }
    setExtraSelections(marks);
}

QString TokenText::tokenAt(int position) const {
    if (!sample_.hasTokens()) return {};
    const auto end = std::upper_bound(sample_.tokenEnds.begin(), sample_.tokenEnds.end(), position);
    if (end == sample_.tokenEnds.end()) return {};
    const auto i = end - sample_.tokenEnds.begin();
    const int begin = i > 0 ? sample_.tokenEnds[i - 1] : 0;
    const QString token = sample_.tokenText.mid(begin, *end - begin).replace(QLatin1Char('\n'), QStringLiteral("⏎"));
    return tr("“%1”: %2, log-prob %3").arg(token, percentText(std::exp(double(sample_.logProbs[i])))).arg(double(sample_.logProbs[i]), 0, 'f', 2);
}

void TokenText::changeEvent(QEvent *event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) shade();
}

} // namespace lapidary
