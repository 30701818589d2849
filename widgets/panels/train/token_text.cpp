// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/token_text.h"
#include "widgets/common/theme.h"
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
    ratios_ = sample_.logRatios();
    sampling_ = sample_.samplingRatios();
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

void TokenText::setLayer(TokenLayer layer) {
    layer_ = layer;
    shade();
}

bool TokenText::has(TokenLayer layer) const {
    switch (layer) {
    case TokenLayer::LogProb:
        return sample_.hasTokens();
    case TokenLayer::Entropy:
        return sample_.hasEntropies();
    case TokenLayer::Ratio:
        return !ratios_.empty();
    case TokenLayer::Sampling:
        return !sampling_.empty();
    }
    return false;
}

QVector<TokenShade> TokenText::shades() const {
    QVector<TokenShade> out;
    for (std::size_t i = 0; i < sample_.answer.tokens.size(); ++i) {
        const TextToken &token = sample_.answer.tokens[i];
        out.append(layer_ == TokenLayer::LogProb   ? surpriseShade(*token.logprob)
                   : layer_ == TokenLayer::Entropy ? entropyShade(*token.entropy)
                   : layer_ == TokenLayer::Ratio   ? ratioShade(ratios_[i])
                                                   : ratioShade(sampling_[i]));
    }
    return out;
}

void TokenText::shade() {
    setExtraSelections(coloured_ && has(layer_) ? tokenShades(document(), ends_, shades(), palette())
                                                : QList<QTextEdit::ExtraSelection>());
}

QString TokenText::tokenAt(int position) const {
    if (!sample_.hasTokens()) return {};
    const auto end = std::upper_bound(ends_.begin(), ends_.end(), position);
    if (end == ends_.end()) return {};
    const auto i = end - ends_.begin();
    const int begin = i > 0 ? ends_[i - 1] : 0;
    const QString token = shown_.mid(begin, *end - begin).replace(QLatin1Char('\n'), QStringLiteral("⏎"));
    const TextToken &told = sample_.answer.tokens[std::size_t(i)];
    const double logprob = *told.logprob;
    QString text = tr("“%1”: %2, log-prob %3").arg(token, percentText(std::exp(logprob))).arg(logprob, 0, 'f', 2);
    if (told.entropy) text += tr(", entropy %1 nats").arg(double(*told.entropy), 0, 'f', 2);
    if (has(TokenLayer::Ratio)) text += tr(", policy / reference %1").arg(std::exp(ratios_[std::size_t(i)]), 0, 'f', 2);
    if (has(TokenLayer::Sampling))
        text += tr(", trainer / sampler %1").arg(std::exp(sampling_[std::size_t(i)]), 0, 'g', 5);
    return text;
}

void TokenText::changeEvent(QEvent *event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) shade();
}

} // namespace lapidary
