// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/rating_cells.h"
#include "widgets/common/theme.h"
#include <QMouseEvent>
#include <QPainter>

namespace lapidary {

namespace {
constexpr int kMost = 5, kLine = 6 * kGrid, kCell = 6 * kGrid;
} // namespace

RatingCells::RatingCells(QWidget *parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RatingCells::show(const QStringList &criteria, const QString &points, int current) {
    criteria_ = criteria;
    points_ = points;
    current_ = current;
    QStringList told;
    for (int i = 0; i < criteria_.size(); ++i)
        told.append(QStringLiteral("%1: %2").arg(criteria_[i], i < points_.size() ? QString(points_[i]) : QString()));
    setAccessibleName(told.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize RatingCells::sizeHint() const {
    return {kMost * kCell + 16 * kGrid, int(criteria_.size()) * kLine};
}

QRect RatingCells::cell(int criterion, int points) const {
    return QRect(width() - (kMost - points + 1) * kCell, criterion * kLine, kCell, kLine).adjusted(2, 2, -2, -2);
}

void RatingCells::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPalette &p = palette();
    const QColor accent = toneColour(Tone::Accent, p);
    for (int i = 0; i < criteria_.size(); ++i) {
        const QRect line(0, i * kLine, width(), kLine);
        if (i == current_) {
            painter.setPen(QPen(accent, 1.5));
            painter.setBrush(p.color(QPalette::Midlight));
            painter.drawRoundedRect(QRectF(line).adjusted(1, 1, -1, -1), 4, 4);
        }
        painter.setFont(font());
        painter.setPen(p.color(QPalette::WindowText));
        const QRect words = line.adjusted(2 * kGrid, 0, -kMost * kCell - kGrid, 0);
        painter.drawText(words, Qt::AlignVCenter,
                         fontMetrics().elidedText(criteria_[i], Qt::ElideRight, words.width()));
        painter.setFont(typeFont(Type::Caption));
        for (int given = 1; given <= kMost; ++given) {
            const bool chosen = i < points_.size() && points_[i].digitValue() == given;
            painter.setPen(QPen(chosen ? accent : p.color(QPalette::Mid), 1));
            painter.setBrush(chosen ? accent : p.color(QPalette::Base));
            painter.drawRoundedRect(QRectF(cell(i, given)).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
            painter.setPen(p.color(chosen ? QPalette::BrightText : QPalette::WindowText));
            painter.drawText(cell(i, given), Qt::AlignCenter, QString::number(given));
        }
    }
}

void RatingCells::mouseReleaseEvent(QMouseEvent *event) {
    for (int i = 0; i < criteria_.size(); ++i)
        for (int given = 1; given <= kMost; ++given)
            if (cell(i, given).contains(event->position().toPoint())) Q_EMIT rated(i, given);
}

} // namespace lapidary
