// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/score_histogram.h"
#include "widgets/charts/tickers.h"
#include "widgets/common/theme.h"
#include <QEvent>
#include <QVBoxLayout>
#include <algorithm>

namespace lapidary {

ScoreHistogram::ScoreHistogram(QWidget *parent) : QWidget(parent), plot_(makePlot(this)) {
    plot_->setObjectName(QStringLiteral("scoreHistogram"));
    plot_->setInteractions(QCP::Interactions());
    plot_->xAxis->setTicker(QSharedPointer<QCPAxisTicker>::create());
    plot_->xAxis->ticker()->setTickCount(5);
    plot_->yAxis->setTicker(countTicker());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(plot_, 1);
    setMinimumSize(200, 110);
    rebuild();
}

void ScoreHistogram::setBins(const QVector<Bin> &bins, Kind kind) {
    bins_ = bins;
    kind_ = kind;
    rebuild();
}

void ScoreHistogram::addBars(const QVector<double> &places, const QVector<double> &counts, const QColor &colour) {
    if (places.isEmpty()) return;
    auto *bars = new QCPBars(plot_->xAxis, plot_->yAxis);
    bars->setWidth(0.92 * (bins_.first().high - bins_.first().low));
    bars->setPen(Qt::NoPen);
    bars->setBrush(colour);
    bars->setData(places, counts, true);
}

void ScoreHistogram::rebuild() {
    plot_->clearPlottables();
    paintPlot(*plot_, palette());
    const bool margins = kind_ == Kind::Margins;
    plot_->setAccessibleName(margins ? tr("How many pairs have which margin")
                                     : tr("How many right and wrong ones have which score"));
    plot_->xAxis->setLabel(margins ? tr("margin") : tr("score"));
    plot_->yAxis->setLabel(margins ? tr("pairs") : tr("wrong │ right"));
    QVector<double> good, bad, goodCounts, badCounts;
    double low = 0, high = 0, most = 1, least = 0;
    for (const Bin &bin : std::as_const(bins_)) {
        const double middle = (bin.low + bin.high) / 2;
        const int wrong = margins && bin.high <= 0 ? bin.right : bin.wrong,
                  right = margins && bin.high <= 0 ? 0 : bin.right;
        if (right > 0) good.append(middle), goodCounts.append(right);
        if (wrong > 0) bad.append(middle), badCounts.append(margins ? wrong : -wrong);
        low = std::min(low, bin.low);
        high = std::max(high, bin.high);
        most = std::max({most, double(right), margins ? double(wrong) : 0});
        least = std::min(least, margins ? 0 : -double(wrong));
    }
    addBars(good, goodCounts, toneColour(Tone::Accent, palette()));
    addBars(bad, badCounts, toneColour(Tone::Warning, palette()));
    const double room = std::max(1e-9, 0.04 * (high - low));
    plot_->xAxis->setRange(bins_.isEmpty() ? -1 : low - room, bins_.isEmpty() ? 1 : high + room);
    plot_->yAxis->setRange(1.08 * least, 1.08 * most);
    auto *zero = plot_->addGraph();
    zero->setPen(QPen(palette().color(QPalette::Text), 1.5, Qt::DashLine));
    zero->setAdaptiveSampling(false); // which would put the two ends beside each other
    zero->addData(0, 1.08 * least);
    zero->addData(0, 1.08 * most);
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void ScoreHistogram::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) rebuild();
}

} // namespace lapidary
