// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/home/stage_painter.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/theme.h"
#include "widgets/models/wording.h"
#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <cmath>

namespace lapidary {

namespace {

struct StageWording {
    Q_DECLARE_TR_FUNCTIONS(StagePainter)
};

constexpr double kPad = 2.5 * kGrid, kSign = 11;

/// Draws a stage piece by piece.
class Drawing {
public:
    Drawing(QPainter &painter, const QRectF &box, const StageNode &node, const StageView &view, const QPalette &palette,
            NodeLook look)
        : painter_(painter), box_(box), inner_(box.adjusted(kPad, kPad - 2, -kPad, -kPad + 2)), node_(node),
          view_(view), palette_(palette), look_(look) {}

    void draw() {
        frame();
        switch (node_.kind) {
        case StageKind::Data:
        case StageKind::Model:
            return source();
        case StageKind::Arm:
            return arm();
        case StageKind::Comparison:
            return comparison();
        default:
            return stage();
        }
    }

private:
    QColor colour(QPalette::ColorRole role) const { return palette_.color(role); }
    Tone tone() const { return view_.state ? stateTone(*view_.state) : Tone::Neutral; }

    void frame() {
        const bool bad = !node_.trouble.isEmpty();
        const bool failed = bad || view_.state == RunState::Failed || view_.state == RunState::Interrupted;
        QPen edge(look_.chosen ? toneColour(Tone::Accent, palette_)
                  : failed     ? toneColour(Tone::Bad, palette_)
                               : colour(QPalette::Mid),
                  look_.chosen || bad ? 2 : 1);
        if (!look_.chosen && !view_.state && node_.kind != StageKind::Data && node_.kind != StageKind::Model)
            edge.setStyle(Qt::DashLine); // not run yet
        painter_.setPen(edge);
        painter_.setBrush(look_.chosen || look_.hovered ? colour(QPalette::Midlight) : colour(QPalette::Base));
        painter_.drawRoundedRect(box_, 6, 6);
        if (!look_.focus) return;
        painter_.setBrush(Qt::NoBrush);
        painter_.setPen(QPen(toneColour(Tone::Accent, palette_), 2));
        painter_.drawRoundedRect(box_.adjusted(-4, -4, 4, 4), 9, 9);
    }

    double text(const QRectF &room, const QString &words, bool bold, bool muted,
                Qt::Alignment align = Qt::AlignLeft | Qt::AlignVCenter) {
        QFont font = typeFont(bold ? Type::Body : Type::Caption);
        if (bold) font.setWeight(QFont::Bold);
        const QFontMetricsF metrics(font);
        painter_.setFont(font);
        painter_.setPen(colour(muted ? QPalette::PlaceholderText : QPalette::Text));
        const QString fitting = metrics.elidedText(words, Qt::ElideRight, room.width());
        painter_.drawText(room, align, fitting);
        return metrics.horizontalAdvance(fitting);
    }

    QRectF line(int number, double height = 18) const {
        return {inner_.x(), inner_.y() + number * height, inner_.width(), height};
    }

    void sign(const QPointF &at) {
        const Glyph glyph = view_.state ? stateGlyph(*view_.state) : Glyph::Queued;
        drawGlyph(painter_, glyph, QRectF(at, QSizeF(kSign, kSign)), toneColour(tone(), palette_));
    }

    void source() {
        drawGlyph(painter_, node_.kind == StageKind::Data ? Glyph::Data : Glyph::Model,
                  QRectF(inner_.x(), box_.center().y() - 9, 18, 18), colour(QPalette::PlaceholderText));
        text(line(0, 16).adjusted(26, 0, 0, 0), node_.name, true, false);
        if (!wrong(line(1, 16).adjusted(26, 0, 0, 0)))
            text(line(1, 16).adjusted(26, 0, 0, 0), node_.detail, false, true);
    }

    /// The first of what is wrong in the file, with its sign; false: nothing is.
    bool wrong(const QRectF &room) {
        if (node_.trouble.isEmpty()) return false;
        text(room, QStringLiteral("✕ ") + node_.trouble.section(QLatin1Char('\n'), 0, 0), false, false);
        return true;
    }

    void stage() {
        const double name = text(line(0), node_.name, true, false); // what a person gave it goes first
        const QRectF beside = line(0).adjusted(name + 6, 0, 0, 0);
        if (beside.width() > 20) text(beside, node_.detail, false, true, Qt::AlignRight | Qt::AlignVCenter);
        sign(line(1).topLeft() + QPointF(0, 4));
        const double used = text(line(1).adjusted(kSign + 5, 0, 0, 0), view_.word, false, false);
        const QRectF rest = line(1).adjusted(kSign + 5 + used + 10, 1, 0, 1);
        if (view_.fraction >= 0)
            text(rest, percentText(view_.fraction), false, true, Qt::AlignRight | Qt::AlignVCenter);
        else
            spark(rest);
        const bool waits = view_.state == RunState::Queued && !view_.note.isEmpty();
        const QRectF last = line(2).adjusted(0, 3, 0, 3);
        if (wrong(last)) return;
        if (view_.fraction >= 0 && view_.spark.size() > 1) {
            text(last.adjusted(0, 0, -last.width() * 0.4, 0), view_.figure, false, false);
            spark(last.adjusted(last.width() * 0.62, 0, 0, 0));
        } else {
            text(last,
                 !view_.error.isEmpty() ? shortError(view_.error)
                 : waits                ? view_.note
                                        : view_.figure,
                 false, waits);
        }
        progress();
    }

    void spark(const QRectF &room) {
        QVector<QPointF> points;
        for (const QPointF &point : view_.spark)
            if (std::isfinite(point.x()) && std::isfinite(point.y())) points.append(point);
        if (points.size() < 2 || room.width() < 12) return;
        double low = points.first().y(), high = low;
        for (const QPointF &point : std::as_const(points)) {
            low = std::min(low, point.y());
            high = std::max(high, point.y());
        }
        const double from = points.first().x(), span = std::max(points.last().x() - from, 1e-12),
                     rise = std::max(high - low, 1e-12);
        QPolygonF shown;
        for (const QPointF &point : std::as_const(points))
            shown.append({room.x() + (point.x() - from) / span * room.width(),
                          room.bottom() - (point.y() - low) / rise * room.height()});
        painter_.setBrush(Qt::NoBrush);
        painter_.setPen(QPen(toneColour(Tone::Accent, palette_), 1.2));
        painter_.drawPolyline(shown);
    }

    void progress() {
        if (view_.fraction < 0) return;
        const QRectF track(box_.x() + 6, box_.bottom() - 5, box_.width() - 12, 3);
        painter_.setPen(Qt::NoPen);
        painter_.setBrush(lineColour(palette_));
        painter_.drawRoundedRect(track, 1.5, 1.5);
        painter_.setBrush(toneColour(tone(), palette_));
        painter_.drawRoundedRect(QRectF(track.topLeft(), QSizeF(track.width() * view_.fraction, 3)), 1.5, 1.5);
    }

    void arm() {
        sign({inner_.x(), box_.center().y() - kSign / 2});
        const QRectF room = inner_.adjusted(kSign + 6, -4, 0, 4);
        const QRectF top(room.x(), room.y(), room.width(), room.height() / 2),
            low(room.x(), top.bottom(), room.width(), room.height() / 2);
        text(top, node_.name, false, false);
        if (wrong(low)) return;
        const double used = text(low,
                                 view_.accuracy          ? view_.figure
                                 : view_.error.isEmpty() ? view_.word
                                                         : shortError(view_.error),
                                 false, true);
        if (view_.accuracy) interval(low.adjusted(std::max(used + 10, low.width() - 88), 0, 0, 0));
        progress();
    }

    /// The accuracy on a scale from 0 to 1, with its interval.
    void interval(const QRectF &room) {
        const double y = room.center().y();
        const auto x = [&](double share) { return room.x() + share * room.width(); };
        painter_.setPen(QPen(lineColour(palette_), 1));
        painter_.drawLine(QPointF(x(0), y), QPointF(x(1), y));
        for (double end : {0.0, 0.5, 1.0}) painter_.drawLine(QPointF(x(end), y - 2.5), QPointF(x(end), y + 2.5));
        const QColor accent = toneColour(Tone::Accent, palette_);
        painter_.setPen(QPen(accent, 3, Qt::SolidLine, Qt::FlatCap));
        painter_.drawLine(QPointF(x(view_.accuracy->low), y), QPointF(x(view_.accuracy->high), y));
        painter_.setPen(Qt::NoPen);
        painter_.setBrush(accent);
        painter_.drawEllipse(QPointF(x(view_.accuracy->accuracy), y), 3.4, 3.4);
    }

    void comparison() {
        drawGlyph(painter_, Glyph::Compare, QRectF(inner_.x(), inner_.y() + 2, 14, 14),
                  colour(QPalette::PlaceholderText));
        text(line(0).adjusted(22, 0, 0, 0), node_.name, true, false);
        text(line(1), view_.figure, false, false);
        text(line(2), node_.detail, false, true);
    }

    QPainter &painter_;
    QRectF box_, inner_;
    const StageNode &node_;
    const StageView &view_;
    const QPalette &palette_;
    NodeLook look_;
};

} // namespace

void drawStage(QPainter &painter, const QRectF &box, const StageNode &node, const StageView &view,
               const QPalette &palette, NodeLook look) {
    Drawing(painter, box, node, view, palette, look).draw();
}

QString sentenceOf(const StageNode &node, const StageView &view) {
    QStringList parts{node.name};
    if (!node.detail.isEmpty()) parts.append(node.detail);
    parts.append(view.word);
    if (view.fraction >= 0) parts.append(percentText(view.fraction));
    if (!view.bucket.isEmpty())
        parts.append(StageWording::tr("on %1: %2").arg(view.bucket, view.figure));
    else if (!view.figure.isEmpty())
        parts.append(view.figure);
    if (!node.trouble.isEmpty())
        parts.append(node.trouble);
    else if (!view.error.isEmpty())
        parts.append(view.error);
    else if (!view.note.isEmpty())
        parts.append(view.note);
    if (!view.cost.isEmpty()) parts.append(StageWording::tr("it will take: %1").arg(view.cost));
    return parts.join(QStringLiteral(", "));
}

} // namespace lapidary
