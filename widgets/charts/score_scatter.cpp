// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/score_scatter.h"
#include "widgets/charts/tickers.h"
#include "widgets/common/theme.h"
#include <QEvent>
#include <QVBoxLayout>
#include <algorithm>

namespace lapidary {

ScoreScatter::ScoreScatter(QWidget *parent) : QWidget(parent), plot_(makePlot(this)) {
    plot_->setObjectName(QStringLiteral("scoreScatter"));
    plot_->setAccessibleName(tr("Score against length"));
    plot_->setInteractions(QCP::Interactions());
    plot_->xAxis->setLabel(tr("tokens, with the prompt"));
    plot_->yAxis->setLabel(tr("score"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(plot_, 1);
    setMinimumSize(200, 110);
    rebuild();
}

void ScoreScatter::setPoints(const QVector<Point> &points) {
    points_ = points;
    rebuild();
}

void ScoreScatter::rebuild() {
    plot_->clearPlottables();
    paintPlot(*plot_, palette());
    for (const bool right : {false, true}) {
        QColor colour = toneColour(right ? Tone::Accent : Tone::Warning, palette());
        colour.setAlphaF(0.8f); // many points of one length lie on each other
        auto *graph = plot_->addGraph();
        graph->setLineStyle(QCPGraph::lsNone);
        graph->setAdaptiveSampling(false);
        graph->setScatterStyle(right ? QCPScatterStyle(QCPScatterStyle::ssDisc, colour, 5)
                                     : QCPScatterStyle(QCPScatterStyle::ssCross, QPen(colour, 1.5), Qt::NoBrush, 6));
        for (const Point &each : std::as_const(points_))
            if (each.right == right) graph->addData(each.tokens, each.score);
    }
    if (!points_.isEmpty()) {
        const auto [shortest, longest] =
            std::minmax_element(points_.begin(), points_.end(), [](auto &a, auto &b) { return a.tokens < b.tokens; });
        const auto [lowest, highest] =
            std::minmax_element(points_.begin(), points_.end(), [](auto &a, auto &b) { return a.score < b.score; });
        const double wide = std::max(1.0, 0.04 * (longest->tokens - shortest->tokens)),
                     tall = std::max(1e-3, 0.06 * (highest->score - lowest->score));
        plot_->xAxis->setRange(shortest->tokens - wide, longest->tokens + wide);
        plot_->yAxis->setRange(lowest->score - tall, highest->score + tall);
    }
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void ScoreScatter::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) rebuild();
}

} // namespace lapidary
