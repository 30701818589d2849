// SPDX-License-Identifier: GPL-3.0-or-later
// Private to this library: what a chart holds, for the files that share the work on it.
#pragma once
#include "widgets/charts/curve_chart.h"
#include "widgets/charts/draw_queue.h"
#include "widgets/charts/plot.h"
#include "widgets/charts/readout.h"
#include "widgets/charts/thinning.h"
#include "widgets/common/labels.h"

namespace lapidary {

inline QColor mixed(const QColor &a, const QColor &b, float share) {
    return QColor::fromRgbF(a.redF() * share + b.redF() * (1 - share), a.greenF() * share + b.greenF() * (1 - share),
                            a.blueF() * share + b.blueF() * (1 - share));
}

/// More curves than this are drawn as hairlines without the raw values behind them: nobody could tell those apart, and
/// a line of two pixels costs ten times as much.
constexpr int kFewCurves = 8;

struct CurveChart::Impl {
    struct Curve {
        QString id{}, name{};
        int slot = 0;
        bool visible = true;
        QCPGraphDataContainer values{}, line{};     ///< all points, as told and smoothed
        QCPGraph *raw = nullptr, *smooth = nullptr; ///< what is drawn of them
        bool thin = false;                          ///< these are up to date
        std::optional<QCPRange> bulk{};             ///< of its values, line and band, where `bulkKnown`
        bool bulkKnown = false;
        QCPGraph *low = nullptr, *high = nullptr; ///< of the band; made when there is one
        QCPItemTracer *tracer = nullptr;
        Smoother smoother{};
    };
    CurveChart *owner = nullptr;
    QLabel *title = nullptr;
    Readout *readout = nullptr;
    QCustomPlot *plot = nullptr;
    QCPItemStraightLine *cursor = nullptr;
    QVector<Curve> curves{};
    double weight = 0.8;
    bool fitted = true;
    QCPRange thinnedRange{}; ///< what the drawn points were chosen for, on so many columns
    int thinnedColumns = 0;
    bool stale = false, undrawn = false; ///< the data have changed since ranges and cursor were set; since it was drawn
    bool crowded = false;                ///< more than kFewCurves are seen
    bool otherTheme = false;             ///< what is drawn wears the colours of the theme before
    XAxis axis = XAxis::Step;
    std::optional<double> cursorX{};
    QVector<ChartMark> marks{};
    QVector<QCPAbstractItem *> markItems{};
    QPointF pressed{}; ///< where the left button went down

    Curve *find(const QString &id) {
        for (Curve &curve : curves)
            if (curve.id == id) return &curve;
        return nullptr;
    }
    void style(Curve &curve) {
        const QColor colour = runColour(curve.slot, owner->palette());
        // The raw line stands behind all smoothed ones in an opaque faint colour: blending each of its pixels takes
        // longer.
        const QColor faded = weight > 0 ? mixed(colour, owner->palette().color(QPalette::Base), 0.28f) : colour;
        curve.raw->setPen(
            QPen(faded, 1, weight > 0 || !curve.raw->antialiased() ? Qt::SolidLine : runDash(curve.slot)));
        curve.smooth->setPen(QPen(colour, crowded ? 1 : 2, runDash(curve.slot)));
        // One point makes no line; it is shown as a dot.
        const bool dot = curve.values.size() == 1;
        curve.smooth->setScatterStyle(dot ? QCPScatterStyle(QCPScatterStyle::ssDisc, colour, 6) : QCPScatterStyle());
        curve.tracer->setPen(QPen(colour, 2));
        curve.tracer->setBrush(owner->palette().color(QPalette::Base));
        curve.raw->setVisible(curve.visible && !(crowded && weight > 0));
        curve.smooth->setVisible(curve.visible && (weight > 0 || dot));
        if (!curve.low) return;
        QColor fill = colour;
        fill.setAlphaF(0.16f);
        curve.high->setBrush(fill);
        for (QCPGraph *edge : {curve.low, curve.high}) edge->setVisible(curve.visible);
    }
    void restyle() {
        paintPlot(*plot, owner->palette());
        cursor->setPen(QPen(owner->palette().color(QPalette::PlaceholderText), 1, Qt::DotLine));
        for (Curve &curve : curves) style(curve);
        styleMarks();
    }
    void resmooth(Curve &curve) {
        curve.smoother = Smoother{.weight = weight};
        QVector<QCPGraphData> line;
        line.reserve(curve.values.size());
        for (auto it = curve.values.constBegin(); it != curve.values.constEnd(); ++it)
            line.append({it->key, curve.smoother.next(it->value)});
        curve.line.set(line, true);
        curve.thin = curve.bulkKnown = false;
    }
    void seeCrowd() {
        const bool many =
            std::count_if(curves.begin(), curves.end(), [](const Curve &each) { return each.visible; }) > kFewCurves;
        if (many == crowded) return;
        crowded = many;
        for (Curve &curve : curves) style(curve);
    }
    /// A line through a million points takes seconds to draw and shows no more than one through those that pixels tell
    /// apart; a dashed one most of all. Before every drawing, for what has changed.
    void thinAll() {
        seeCrowd();
        const QCPRange range = plot->xAxis->range();
        const int columns = std::max(plot->axisRect()->width() / 2, 1); // of two pixels, the width of a line
        const bool moved = range != thinnedRange || columns != thinnedColumns;
        thinnedRange = range;
        thinnedColumns = columns;
        for (Curve &curve : curves) {
            if (moved) curve.thin = false;
            if (!curve.visible || curve.thin) continue;
            curve.thin = true;
            const Thinned raw = thinned(curve.values, range, columns, Thinning::Extremes);
            curve.raw->data()->set(raw.points, true);
            curve.smooth->data()->set(thinned(curve.line, range, columns, Thinning::Means).points, true);
            if (curve.raw->antialiased() == !raw.isDense) continue;
            curve.raw->setAntialiased(!raw.isDense); // columns of pixels need none
            style(curve);
        }
    }
    void refresh() {
        stale = undrawn = true;
        if (owner->isVisible()) DrawQueue::ofThisProgram().add(owner);
    }
    /// Ranges and cursor as the data want them; the drawing follows.
    void settle() {
        if (!stale) return;
        stale = false;
        if (fitted) fitRanges();
        placeCursor();
    }
    void styleMarks();
    void fitRanges();
    static std::optional<QCPRange> bulkOf(Curve &curve);
    void placeCursor();
    void showCursor() {
        placeCursor();
        plot->layer(QLatin1String(kCursorLayer))->replot();
    }
};

} // namespace lapidary
