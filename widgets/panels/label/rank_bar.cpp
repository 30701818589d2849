// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/rank_bar.h"
#include "widgets/common/theme.h"
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

namespace lapidary {

namespace {
constexpr int kHeight = 8 * kGrid, kGap = 2 * kGrid, kMostWidth = 40 * kGrid;
} // namespace

RankBar::RankBar(QWidget *parent) : QWidget(parent) {
    setObjectName(QStringLiteral("rankBar"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::OpenHandCursor);
}

void RankBar::show(const QStringList &tiles, const QStringList &ranks, int current) {
    tiles_ = tiles;
    ranks_ = ranks;
    current_ = current;
    dragged_ = over_ = -1;
    QStringList told;
    for (int i = 0; i < tiles_.size(); ++i)
        told.append(ranks_[i].isEmpty() ? tiles_[i] : QStringLiteral("%1. %2").arg(ranks_[i], tiles_[i]));
    setAccessibleName(tr("Order, from the best on: %1").arg(told.join(QStringLiteral(", "))));
    update();
}

QSize RankBar::sizeHint() const {
    return {40 * kGrid, kHeight};
}

QRect RankBar::tile(int place) const {
    const int n = std::max(int(tiles_.size()), 1), each = std::min((width() + kGap) / n - kGap, kMostWidth);
    return {place * (each + kGap), 0, each, kHeight};
}

int RankBar::placeAt(const QPointF &position) const {
    const int step = tile(0).width() + kGap;
    return std::clamp(int(position.x()) / std::max(step, 1), 0, std::max(int(tiles_.size()) - 1, 0));
}

void RankBar::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPalette &p = palette();
    for (int i = 0; i < tiles_.size(); ++i) {
        const bool ranked = !ranks_[i].isEmpty(), strong = i == current_ || i == over_;
        painter.setPen(QPen(strong ? toneColour(Tone::Accent, p) : p.color(QPalette::Mid), strong ? 2 : 1,
                            ranked ? Qt::SolidLine : Qt::DashLine));
        painter.setBrush(ranked ? p.color(QPalette::Midlight) : p.color(QPalette::Base));
        const QRectF box = QRectF(tile(i)).adjusted(1, 1, -1, -1);
        painter.drawRoundedRect(box, 4, 4);
        painter.setPen(p.color(ranked ? QPalette::WindowText : QPalette::PlaceholderText));
        const QString words = ranked ? QStringLiteral("%1.  %2").arg(ranks_[i], tiles_[i]) : tiles_[i];
        painter.drawText(box, Qt::AlignCenter,
                         fontMetrics().elidedText(words, Qt::ElideRight, int(box.width()) - 2 * kGrid));
    }
}

void RankBar::mousePressEvent(QMouseEvent *event) {
    dragged_ = tile(placeAt(event->position())).contains(event->position().toPoint()) ? placeAt(event->position()) : -1;
}

void RankBar::mouseMoveEvent(QMouseEvent *event) {
    if (dragged_ < 0) return;
    over_ = placeAt(event->position());
    update();
}

void RankBar::mouseReleaseEvent(QMouseEvent *event) {
    const int from = dragged_, to = placeAt(event->position());
    dragged_ = over_ = -1;
    update();
    if (from >= 0 && from != to && isEnabled()) Q_EMIT moved(from, to);
}

} // namespace lapidary
