// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokens/token_tint.h"
#include "widgets/common/theme.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/visible_text.h"
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace lapidary {

namespace {
constexpr double kMostSurprise = 4, kMostEntropy = 2; ///< nats at which a tint is strongest
constexpr double kStrongest = 0.45;                   ///< of the warning colour, so that the text stays readable
constexpr double kSeen = 0.02;
} // namespace

double tintStrength(const TextToken &token, Tint tint) {
    if (tint == Tint::Surprise) return std::clamp(-double(token.logprob.value_or(0)) / kMostSurprise, 0.0, 1.0);
    if (tint == Tint::Entropy) return std::clamp(double(token.entropy.value_or(0)) / kMostEntropy, 0.0, 1.0);
    return 0;
}

QColor tintColour(double strength, const QPalette &palette) {
    if (strength < kSeen) return {};
    QColor colour = toneColour(Tone::Warning, palette);
    colour.setAlphaF(float(kStrongest * strength));
    return colour;
}

QString probabilityText(double probability) {
    return probability < 0.001 ? QStringLiteral("< 0.1 %") : QStringLiteral("%1 %").arg(100 * probability, 0, 'f', 1);
}

QString aboutToken(const TextToken &token) {
    const QString kept = token.forced ? TintLegend::tr(" · kept from before the branch") : QString();
    const QString text = visibleText(toQt(token.text));
    if (!token.logprob) return QStringLiteral("“%1”%2").arg(text, kept);
    const double logprob = *token.logprob;
    if (!token.entropy)
        return TintLegend::tr("“%1” · log-probability %2 (%3)")
            .arg(text, QString::number(logprob, 'f', 3), probabilityText(std::exp(logprob)));
    return TintLegend::tr("“%1” · log-probability %2 (%3) · entropy %4 nats%5")
        .arg(text, QString::number(logprob, 'f', 3), probabilityText(std::exp(logprob)),
             QString::number(double(*token.entropy), 'f', 3), kept);
}

TintLegend::TintLegend(QWidget *parent) : QWidget(parent) {
    setFont(typeFont(Type::Caption));
}
QSize TintLegend::sizeHint() const {
    return {fontMetrics().horizontalAdvance(low_ + high_) + 20 * kGrid, fontMetrics().height() + kGrid};
}

void TintLegend::setTint(Tint tint) {
    low_ = tint == Tint::Entropy ? tr("sure") : tr("expected");
    high_ = tint == Tint::Entropy ? tr("≥ %1 nats").arg(kMostEntropy) : tr("≤ −%1 nats").arg(kMostSurprise);
    setVisible(tint != Tint::None);
    updateGeometry();
    update();
}

void TintLegend::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft, low_);
    painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignRight, high_);
    const int left = fontMetrics().horizontalAdvance(low_) + 2 * kGrid,
              right = width() - fontMetrics().horizontalAdvance(high_) - 2 * kGrid;
    const QRect bar(left, (height() - 10) / 2, right - left, 10);
    QLinearGradient gradient(bar.topLeft(), bar.topRight());
    QColor none = toneColour(Tone::Warning, palette());
    none.setAlpha(0);
    gradient.setColorAt(0, none);
    gradient.setColorAt(1, tintColour(1, palette()));
    painter.fillRect(bar, palette().color(QPalette::Base));
    painter.fillRect(bar, gradient);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(bar.adjusted(0, 0, -1, -1));
}

} // namespace lapidary
