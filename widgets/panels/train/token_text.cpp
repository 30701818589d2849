// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/token_text.h"
#include "widgets/common/theme.h"
#include "widgets/common/token_shades.h"
#include "widgets/models/wording.h"
#include <QEvent>
#include <algorithm>
#include <cmath>

namespace lapidary {

TokenText::TokenText(QWidget *parent) : QPlainTextEdit(parent) {
    setReadOnly(true);
    setTabChangesFocus(true);
    setFont(monospaceFont());
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    connect(this, &QPlainTextEdit::cursorPositionChanged, this,
            [this] { Q_EMIT tokenChanged(tokenAt(textCursor().position())); });
}

void TokenText::showSample(const SampleValues *sample) {
    sample_ = sample ? *sample : SampleValues{};
    // What the tokens say is the text that was sampled; a forced beginning stands only in the completion.
    setPlainText(sample_.hasTokens() ? sample_.tokenText : sample_.completion);
    shade();
}

void TokenText::setColoured(bool coloured) {
    coloured_ = coloured;
    shade();
}

void TokenText::shade() {
    setExtraSelections(coloured_ && sample_.hasTokens()
                           ? tokenShades(document(), sample_.tokenEnds, sample_.logProbs, palette())
                           : QList<QTextEdit::ExtraSelection>());
}

QString TokenText::tokenAt(int position) const {
    if (!sample_.hasTokens()) return {};
    const auto end = std::upper_bound(sample_.tokenEnds.begin(), sample_.tokenEnds.end(), position);
    if (end == sample_.tokenEnds.end()) return {};
    const auto i = end - sample_.tokenEnds.begin();
    const int begin = i > 0 ? sample_.tokenEnds[i - 1] : 0;
    const QString token = sample_.tokenText.mid(begin, *end - begin).replace(QLatin1Char('\n'), QStringLiteral("⏎"));
    return tr("“%1”: %2, log-prob %3")
        .arg(token, percentText(std::exp(double(sample_.logProbs[i]))))
        .arg(double(sample_.logProbs[i]), 0, 'f', 2);
}

void TokenText::changeEvent(QEvent *event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) shade();
}

} // namespace lapidary
