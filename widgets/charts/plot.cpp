// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/plot.h"
#include "widgets/common/theme.h"
#include <cmath>

namespace lapidary {

namespace {

/// Labels with as many decimals as the distance of the ticks needs, the same for all of them: 1.0, 1.5, 2.0.
class EvenTicker : public QCPAxisTicker {
protected:
    double getTickStep(const QCPRange &range) override { return step_ = stepFor(QCPAxisTicker::getTickStep(range)); }
    virtual double stepFor(double step) const { return step; }
    QString getTickLabel(double tick, const QLocale &locale, QChar, int) override {
        if (std::abs(tick) < step_ * 1e-6) tick = 0; // no "-0.0"
        int decimals = 0;
        for (double whole = step_; decimals < 6 && std::abs(whole - std::round(whole)) > 1e-6 * whole; whole *= 10)
            ++decimals;
        return decimals < 6 ? locale.toString(tick, 'f', decimals) : locale.toString(tick, 'g', 3);
    }

private:
    double step_ = 1;
};

/// Steps are whole numbers: no tick at 2.5, however far the chart is zoomed.
class StepTicker : public EvenTicker {
protected:
    double stepFor(double step) const override { return wholeStep(step); }
};

class ShortTicker : public QCPAxisTicker {
protected:
    QString getTickLabel(double tick, const QLocale &, QChar, int) override { return shortNumber(tick); }
};

QSharedPointer<QCPAxisTicker> xTicker(XAxis axis) {
    if (axis == XAxis::Time) {
        auto ticker = QSharedPointer<QCPAxisTickerTime>::create();
        ticker->setTimeFormat(QStringLiteral("%h:%m:%s"));
        return ticker;
    }
    if (axis == XAxis::Tokens) return QSharedPointer<ShortTicker>::create();
    if (axis == XAxis::RootKl) return QSharedPointer<EvenTicker>::create();
    return QSharedPointer<StepTicker>::create();
}

} // namespace

QCustomPlot *makePlot(QWidget *parent) {
    auto *plot = new QCustomPlot(parent);
    plot->setPlottingHint(QCP::phFastPolylines);
    plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    plot->setNoAntialiasingOnDrag(true);
    plot->setAutoAddPlottableToLegend(false); // a hidden legend of a hundred lines is laid out at every drawing
    plot->axisRect()->setMinimumMargins(QMargins(4 * kGrid, kGrid, 3 * kGrid, 0));
    plot->yAxis->setTicker(QSharedPointer<EvenTicker>::create());
    setPlotXAxis(*plot, XAxis::Step);
    for (QCPAxis *axis : {plot->xAxis, plot->yAxis}) {
        axis->setSubTicks(false);
        axis->setTickLength(0, 0);
        axis->setTickPen(Qt::NoPen); // a tick of no length still leaves a dot
        axis->setLabelFont(typeFont(Type::Caption));
        axis->setTickLabelFont(typeFont(Type::Caption));
        axis->setTickLabelPadding(kGrid);
    }
    plot->xAxis->grid()->setVisible(false);
    plot->addLayer(QLatin1String(kCursorLayer), plot->layer(QStringLiteral("main")));
    plot->layer(QLatin1String(kCursorLayer))->setMode(QCPLayer::lmBuffered);
    plot->setFocusPolicy(Qt::StrongFocus);
    return plot;
}

void setPlotXAxis(QCustomPlot &plot, XAxis axis) {
    plot.xAxis->setLabel(xAxisName(axis));
    plot.xAxis->setTicker(xTicker(axis));
    for (QCPAxis *each : {plot.xAxis, plot.yAxis}) each->ticker()->setTickCount(5);
}

void paintPlot(QCustomPlot &plot, const QPalette &palette) {
    const QColor muted = palette.color(QPalette::PlaceholderText), border = palette.color(QPalette::Mid);
    const QColor line = lineColour(palette);
    plot.setBackground(palette.color(QPalette::Base));
    for (QCPAxis *axis : {plot.xAxis, plot.yAxis}) {
        axis->setTickLabelColor(muted);
        axis->setLabelColor(muted);
        axis->setBasePen(QPen(border));
        axis->grid()->setPen(QPen(line, 1, Qt::SolidLine));
        axis->grid()->setZeroLinePen(QPen(line, 1));
    }
    plot.yAxis->setBasePen(Qt::NoPen);
}

double Smoother::next(double y) {
    if (!std::isfinite(y)) return y;
    sum = weight * sum + (1 - weight) * y;
    norm = weight * norm + (1 - weight);
    return sum / norm;
}

} // namespace lapidary
