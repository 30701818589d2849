// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/progress_stripe.h"
#include "widgets/common/theme.h"
#include <QPainter>
#include <algorithm>

namespace lapidary {

ProgressStripe::ProgressStripe(QWidget *parent) : QWidget(parent) {
    setFixedHeight(kGrid);
}

void ProgressStripe::setShare(double share) {
    share_ = std::clamp(share, 0.0, 1.0);
    update();
}

void ProgressStripe::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(lineColour(palette()));
    painter.drawRoundedRect(QRectF(0, 0, width(), height()), 2, 2);
    if (share_ <= 0) return;
    painter.setBrush(toneColour(Tone::Accent, palette()));
    painter.drawRoundedRect(QRectF(0, 0, std::max(width() * share_, 4.0), height()), 2, 2);
}

} // namespace lapidary
