// SPDX-License-Identifier: GPL-3.0-or-later
// Private to this library: what a chart holds, for the files that share the work on it.
#pragma once
#include "widgets/charts/curve_chart.h"
#include "widgets/charts/draw_queue.h"
#include "widgets/charts/plot.h"
#include "widgets/charts/readout.h"
#include "widgets/common/labels.h"

namespace lapidary {

struct CurveChart::Impl {
    struct Curve {
        QString id{}, name{};
        int slot = 0;
        bool visible = true;
        QCPGraph *raw = nullptr, *smooth = nullptr;
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
    bool stale = false, undrawn = false; ///< the data have changed since ranges and cursor were set; since it was drawn
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
        QColor faded = colour;
        faded.setAlphaF(weight > 0 ? 0.28f : 1.0f);
        curve.raw->setPen(QPen(faded, 1, weight > 0 ? Qt::SolidLine : runDash(curve.slot)));
        curve.smooth->setPen(QPen(colour, 2, runDash(curve.slot)));
        // One point makes no line; it is shown as a dot.
        const bool dot = curve.raw->dataCount() == 1;
        curve.smooth->setScatterStyle(dot ? QCPScatterStyle(QCPScatterStyle::ssDisc, colour, 6) : QCPScatterStyle());
        curve.tracer->setPen(QPen(colour, 2));
        curve.tracer->setBrush(owner->palette().color(QPalette::Base));
        curve.raw->setVisible(curve.visible);
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
        line.reserve(curve.raw->dataCount());
        for (auto it = curve.raw->data()->constBegin(); it != curve.raw->data()->constEnd(); ++it)
            line.append({it->key, curve.smoother.next(it->value)});
        curve.smooth->data()->set(line, true);
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
        showCursor();
    }
    void styleMarks();
    void fitRanges();
    void showCursor();
};

} // namespace lapidary
