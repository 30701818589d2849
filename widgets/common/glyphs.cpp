// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/glyphs.h"
#include <QPainter>
#include <QPainterPath>

namespace lapidary {

namespace {

// Each is drawn on a unit square, which drawGlyph brings to its box.

void line(QPainterPath &p, double x1, double y1, double x2, double y2) {
    p.moveTo(x1, y1);
    p.lineTo(x2, y2);
}

/// Stages and the ways between them.
QPainterPath homeOutline() {
    QPainterPath p;
    p.addRoundedRect(QRectF(0.04, 0.36, 0.28, 0.28), 0.06, 0.06);
    p.addRoundedRect(QRectF(0.68, 0.06, 0.28, 0.28), 0.06, 0.06);
    p.addRoundedRect(QRectF(0.68, 0.66, 0.28, 0.28), 0.06, 0.06);
    p.moveTo(0.32, 0.5);
    p.cubicTo(0.55, 0.5, 0.45, 0.2, 0.68, 0.2);
    p.moveTo(0.32, 0.5);
    p.cubicTo(0.55, 0.5, 0.45, 0.8, 0.68, 0.8);
    return p;
}

QPainterPath dataOutline() {
    QPainterPath p;
    p.addEllipse(QRectF(0.12, 0.06, 0.76, 0.28));
    line(p, 0.12, 0.2, 0.12, 0.8);
    line(p, 0.88, 0.2, 0.88, 0.8);
    p.moveTo(0.12, 0.8);
    p.cubicTo(0.14, 0.98, 0.86, 0.98, 0.88, 0.8);
    p.moveTo(0.12, 0.5);
    p.cubicTo(0.14, 0.68, 0.86, 0.68, 0.88, 0.5);
    return p;
}

QPainterPath modelOutline() {
    QPainterPath p;
    p.moveTo(0.5, 0.06);
    p.lineTo(0.9, 0.28);
    p.lineTo(0.9, 0.72);
    p.lineTo(0.5, 0.94);
    p.lineTo(0.1, 0.72);
    p.lineTo(0.1, 0.28);
    p.closeSubpath();
    p.moveTo(0.1, 0.28);
    p.lineTo(0.5, 0.5);
    p.lineTo(0.9, 0.28);
    line(p, 0.5, 0.5, 0.5, 0.94);
    return p;
}

QPainterPath trainOutline() {
    QPainterPath p;
    line(p, 0.08, 0.06, 0.08, 0.92);
    p.lineTo(0.95, 0.92);
    p.moveTo(0.22, 0.2);
    p.cubicTo(0.34, 0.85, 0.6, 0.68, 0.92, 0.7);
    return p;
}

/// A tag.
QPainterPath labelOutline() {
    QPainterPath p;
    p.moveTo(0.08, 0.1);
    p.lineTo(0.5, 0.1);
    p.lineTo(0.93, 0.53);
    p.lineTo(0.53, 0.93);
    p.lineTo(0.08, 0.5);
    p.closeSubpath();
    p.addEllipse(QPointF(0.3, 0.32), 0.07, 0.07);
    return p;
}

QPainterPath compareOutline() {
    QPainterPath p;
    p.addRoundedRect(QRectF(0.06, 0.1, 0.36, 0.8), 0.06, 0.06);
    p.addRoundedRect(QRectF(0.58, 0.1, 0.36, 0.8), 0.06, 0.06);
    line(p, 0.16, 0.34, 0.32, 0.34);
    line(p, 0.16, 0.54, 0.32, 0.54);
    line(p, 0.68, 0.34, 0.84, 0.34);
    return p;
}

/// A root with two branches, one of which goes on.
QPainterPath treeOutline() {
    QPainterPath p;
    p.addEllipse(QPointF(0.14, 0.5), 0.1, 0.1);
    p.addEllipse(QPointF(0.56, 0.2), 0.1, 0.1);
    p.addEllipse(QPointF(0.56, 0.8), 0.1, 0.1);
    p.addEllipse(QPointF(0.9, 0.2), 0.07, 0.07);
    line(p, 0.22, 0.43, 0.48, 0.26);
    line(p, 0.22, 0.57, 0.48, 0.74);
    line(p, 0.66, 0.2, 0.83, 0.2);
    return p;
}

QPainterPath queuedOutline() {
    QPainterPath p;
    p.addEllipse(QPointF(0.5, 0.5), 0.4, 0.4);
    return p;
}

QPainterPath runningOutline() {
    QPainterPath p;
    p.moveTo(0.25, 0.12);
    p.lineTo(0.88, 0.5);
    p.lineTo(0.25, 0.88);
    p.closeSubpath();
    return p;
}

QPainterPath pausedOutline() {
    QPainterPath p;
    line(p, 0.32, 0.15, 0.32, 0.85);
    line(p, 0.68, 0.15, 0.68, 0.85);
    return p;
}

QPainterPath finishedOutline() {
    QPainterPath p;
    p.moveTo(0.12, 0.55);
    p.lineTo(0.4, 0.82);
    p.lineTo(0.9, 0.2);
    return p;
}

QPainterPath failedOutline() {
    QPainterPath p;
    line(p, 0.18, 0.18, 0.82, 0.82);
    line(p, 0.82, 0.18, 0.18, 0.82);
    return p;
}

QPainterPath chevronOutline() {
    QPainterPath p;
    p.moveTo(0.1, 0.35);
    p.lineTo(0.5, 0.7);
    p.lineTo(0.9, 0.35);
    return p;
}

QPainterPath draftOutline() {
    QPainterPath p;
    line(p, 0.14, 0.86, 0.2, 0.62);
    p.lineTo(0.7, 0.12);
    p.lineTo(0.88, 0.3);
    p.lineTo(0.38, 0.8);
    p.closeSubpath();
    return p;
}

QPainterPath skippedOutline() {
    QPainterPath p;
    p.moveTo(0.1, 0.2);
    p.lineTo(0.45, 0.5);
    p.lineTo(0.1, 0.8);
    p.moveTo(0.52, 0.2);
    p.lineTo(0.87, 0.5);
    p.lineTo(0.52, 0.8);
    return p;
}

QPainterPath flagOutline() {
    QPainterPath p;
    line(p, 0.2, 0.95, 0.2, 0.08);
    p.lineTo(0.88, 0.3);
    p.lineTo(0.2, 0.54);
    return p;
}

QPainterPath cancelledOutline() {
    QPainterPath p;
    p.addRect(QRectF(0.18, 0.18, 0.64, 0.64));
    return p;
}

QPainterPath outline(Glyph glyph) {
    switch (glyph) {
    case Glyph::Home:
        return homeOutline();
    case Glyph::Data:
        return dataOutline();
    case Glyph::Model:
        return modelOutline();
    case Glyph::Train:
        return trainOutline();
    case Glyph::Label:
        return labelOutline();
    case Glyph::Compare:
        return compareOutline();
    case Glyph::Tree:
        return treeOutline();
    case Glyph::Queued:
        return queuedOutline();
    case Glyph::Running:
        return runningOutline();
    case Glyph::Paused:
        return pausedOutline();
    case Glyph::Finished:
        return finishedOutline();
    case Glyph::Failed:
        return failedOutline();
    case Glyph::Chevron:
        return chevronOutline();
    case Glyph::Draft:
        return draftOutline();
    case Glyph::Skipped:
        return skippedOutline();
    case Glyph::Flag:
        return flagOutline();
    case Glyph::Cancelled:
        return cancelledOutline();
    }
    return {};
}

} // namespace

void drawGlyph(QPainter &painter, Glyph glyph, const QRectF &box, const QColor &colour) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QTransform scaled = QTransform::fromTranslate(box.x(), box.y()).scale(box.width(), box.height());
    const bool filled = glyph == Glyph::Running;
    painter.setPen(QPen(colour, box.width() < 16 ? 1.6 : 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(filled ? QBrush(colour) : QBrush(Qt::NoBrush));
    painter.drawPath(scaled.map(outline(glyph)));
    painter.restore();
}

} // namespace lapidary
