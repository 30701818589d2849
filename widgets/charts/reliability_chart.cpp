// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/reliability_chart.h"
#include "widgets/charts/tickers.h"
#include "widgets/common/labels.h"
#include <QVBoxLayout>
#include <cmath>

namespace lapidary {

ReliabilityChart::ReliabilityChart(QWidget *parent) : QWidget(parent), plot_(makePlot(this)) {
    plot_->setObjectName(QStringLiteral("reliability"));
    plot_->setAccessibleName(tr("Share of right answers against how sure they were"));
    plot_->setInteractions(QCP::Interactions());
    plot_->xAxis->setTicker(percentTicker());
    plot_->yAxis->setTicker(percentTicker());
    plot_->xAxis->setLabel(tr("how sure"));
    plot_->yAxis->setLabel(tr("right"));
    plot_->xAxis->setRange(0, 1.02);
    plot_->yAxis->setRange(-0.02, 1.02); // whole points at both ends
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
    layout->addWidget(plot_, 1);
    setMinimumSize(260, 160);
    rebuild();
}

void ReliabilityChart::setBins(const QVector<Bin> &bins) {
    bins_ = bins;
    rebuild();
}

void ReliabilityChart::setAxes(const QString &confidence, const QString &share, double from) {
    counted_ = true;
    plot_->xAxis->setLabel(confidence);
    plot_->yAxis->setLabel(share);
    plot_->xAxis->setRange(from - (from > 0 ? 0.01 : 0.02), 1.02);
    plot_->xAxis->ticker()->setTickCount(3);
    plot_->yAxis->setRange(-0.2 + 1e-6, 1.06); // room for whole points, and for two rows of counts below them
    layout()->setContentsMargins(0, 0, 0, 0);
    setMinimumSize(200, 110);
    rebuild();
}

/// At the foot of the chart, where no line hides it; neighbours stand in two rows.
void ReliabilityChart::addCount(const Bin &bin, bool raised) {
    auto *text = new QCPItemText(plot_);
    text->setText(QString::number(bin.count));
    text->setFont(typeFont(Type::Caption));
    text->setColor(palette().color(QPalette::PlaceholderText));
    text->setPositionAlignment(Qt::AlignHCenter | Qt::AlignBottom);
    if (raised) text->setPadding(QMargins(0, 0, 0, QFontMetrics(text->font()).ascent()));
    text->position->setCoords(bin.confidence, plot_->yAxis->range().lower);
}

void ReliabilityChart::rebuild() {
    plot_->clearPlottables();
    plot_->clearItems();
    paintPlot(*plot_, palette());
    const QColor accent = toneColour(Tone::Accent, palette());
    auto *diagonal = plot_->addGraph();
    diagonal->setPen(QPen(palette().color(QPalette::PlaceholderText), 1.5, Qt::DashLine));
    diagonal->addData(0, 0);
    diagonal->addData(1, 1);
    int all = 0;
    bool raised = false;
    for (const Bin &bin : std::as_const(bins_)) all += bin.count;
    auto *line = plot_->addGraph();
    line->setPen(QPen(accent, 1.5));
    for (const Bin &bin : std::as_const(bins_)) {
        line->addData(bin.confidence, bin.accuracy);
        auto *interval = plot_->addGraph();
        QColor faded = accent;
        faded.setAlphaF(0.55f);
        interval->setPen(QPen(faded, 1.5));
        interval->setAdaptiveSampling(false); // which would put the two ends beside each other
        interval->addData(bin.confidence, bin.low);
        interval->addData(bin.confidence, bin.high);
        auto *point = plot_->addGraph();
        point->setLineStyle(QCPGraph::lsNone);
        point->setScatterStyle(
            QCPScatterStyle(QCPScatterStyle::ssDisc, accent, 5 + 16 * std::sqrt(double(bin.count) / std::max(1, all))));
        point->addData(bin.confidence, bin.accuracy);
        if (counted_) addCount(bin, raised);
        raised = !raised;
    }
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void ReliabilityChart::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) rebuild();
}

} // namespace lapidary
