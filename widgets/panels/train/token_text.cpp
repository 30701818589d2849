// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/token_text.h"
#include "widgets/common/theme.h"
#include "widgets/common/token_shades.h"
#include "widgets/models/qt_text.h"
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

void TokenText::showSample(const DrawnSample *sample) {
    sample_ = sample ? *sample : DrawnSample{};
    ends_ = tokenEnds(sample_.answer.tokens);
    // What the tokens say is the text that was sampled; a forced beginning stands only in the completion.
    std::string sampled;
    for (const TextToken &token : sample_.answer.tokens) sampled += token.text;
    shown_ = toQt(sample_.hasTokens() ? sampled : sample_.answer.text);
    setPlainText(shown_);
    shade();
}

void TokenText::setColoured(bool coloured) {
    coloured_ = coloured;
    shade();
}

void TokenText::shade() {
    setExtraSelections(coloured_ && sample_.hasTokens() ? tokenShades(document(), sample_.answer.tokens, palette())
                                                        : QList<QTextEdit::ExtraSelection>());
}

QString TokenText::tokenAt(int position) const {
    if (!sample_.hasTokens()) return {};
    const auto end = std::upper_bound(ends_.begin(), ends_.end(), position);
    if (end == ends_.end()) return {};
    const auto i = end - ends_.begin();
    const int begin = i > 0 ? ends_[i - 1] : 0;
    const QString token = shown_.mid(begin, *end - begin).replace(QLatin1Char('\n'), QStringLiteral("⏎"));
    const double logprob = *sample_.answer.tokens[std::size_t(i)].logprob;
    return tr("“%1”: %2, log-prob %3").arg(token, percentText(std::exp(logprob))).arg(logprob, 0, 'f', 2);
}

void TokenText::changeEvent(QEvent *event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) shade();
}

} // namespace lapidary
