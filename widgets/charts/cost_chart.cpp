// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/cost_chart.h"
#include "widgets/charts/label_layout.h"
#include "widgets/charts/plot_export.h"
#include "widgets/charts/readout.h"
#include "widgets/charts/tickers.h"
#include "widgets/common/labels.h"
#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QVBoxLayout>
#include <cmath>

namespace lapidary {

CostChart::CostChart(QWidget *parent) : QWidget(parent), plot_(makePlot(this)), readout_(new Readout(this)) {
    plot_->setObjectName(QStringLiteral("costs"));
    plot_->xAxis->setScaleType(QCPAxis::stLogarithmic);
    plot_->xAxis->setTicker(budgetTicker());
    plot_->yAxis->setTicker(percentTicker());
    plot_->setInteractions(QCP::Interactions());
    plot_->installEventFilter(this);
    connect(plot_, &QCustomPlot::afterLayout, this, &CostChart::layLabels);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
    layout->setSpacing(kGrid);
    layout->addWidget(readout_);
    layout->addWidget(plot_, 1);
    setMinimumSize(280, 160);
}

void CostChart::setPoints(const QVector<Point> &points, const QString &costName) {
    points_ = points;
    costName_ = costName;
    plot_->xAxis->setLabel(costName);
    plot_->setAccessibleName(tr("Accuracy against %1").arg(costName));
    rebuild();
}

void CostChart::drawPoint(const Point &point) {
    const QColor muted = palette().color(QPalette::PlaceholderText),
                 colour = point.front ? toneColour(Tone::Accent, palette()) : muted;
    auto *interval = plot_->addGraph();
    QColor faded = colour;
    faded.setAlphaF(0.55f);
    interval->setPen(QPen(faded, 1.5));
    interval->setAdaptiveSampling(false); // which would put the two ends beside each other
    interval->addData(point.cost, point.low);
    interval->addData(point.cost, point.high);
    auto *graph = plot_->addGraph();
    graph->setLineStyle(QCPGraph::lsNone);
    const QColor inside = point.oracle ? palette().color(QPalette::Base) : colour;
    graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(colour, 1.5), inside, 9));
    graph->addData(point.cost, point.accuracy);
}

/// What a budget buys: flat until the next better method can be paid.
void CostChart::drawFront() {
    QVector<Point> front;
    for (const Point &point : points_)
        if (point.front) front.append(point);
    if (front.isEmpty()) return;
    std::sort(front.begin(), front.end(), [](const Point &a, const Point &b) { return a.cost < b.cost; });
    auto *graph = plot_->addGraph();
    graph->setLineStyle(QCPGraph::lsStepLeft);
    graph->setPen(QPen(toneColour(Tone::Accent, palette()), 1.5));
    for (const Point &point : front) graph->addData(point.cost, point.accuracy);
    graph->addData(plot_->xAxis->range().upper, front.back().accuracy);
}

void CostChart::setRanges() {
    double least = 1e300, most = 0, low = 1, high = 0;
    for (const Point &point : points_) {
        least = std::min(least, point.cost);
        most = std::max(most, point.cost);
        low = std::min(low, point.low);
        high = std::max(high, point.high);
    }
    if (points_.isEmpty()) least = 1, most = 10, low = 0, high = 1;
    plot_->xAxis->setRange(least / 1.6, most * 1.6);
    const double room = std::max(0.03, 0.1 * (high - low));
    plot_->yAxis->setRange(std::max(-0.02, low - room), std::min(1.02, high + room));
}

void CostChart::rebuild() {
    plot_->clearPlottables();
    paintPlot(*plot_, palette());
    setRanges();
    drawFront();
    for (const Point &point : std::as_const(points_)) drawPoint(point);
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

/// Where the front is drawn: no name stands on it.
QVector<QRectF> CostChart::frontLines() const {
    QVector<QPointF> corners;
    for (const Point &point : points_)
        if (point.front)
            corners.append({plot_->xAxis->coordToPixel(point.cost), plot_->yAxis->coordToPixel(point.accuracy)});
    std::sort(corners.begin(), corners.end(), [](QPointF a, QPointF b) { return a.x() < b.x(); });
    if (!corners.isEmpty()) corners.append({double(plot_->axisRect()->right()), corners.back().y()});
    QVector<QRectF> out;
    for (qsizetype i = 1; i < corners.size(); ++i) {
        const QPointF from = corners[i - 1], to = corners[i];
        out.append(QRectF(from.x(), from.y() - 1, to.x() - from.x(), 2));
        out.append(QRectF(to.x() - 1, std::min(from.y(), to.y()), 2, std::abs(to.y() - from.y())));
    }
    return out;
}

/// Whenever the place of the axes is known: on screen, and for each export at its size.
void CostChart::layLabels() {
    plot_->clearItems();
    const QRectF area = plot_->axisRect()->rect();
    const QFont font = typeFont(Type::Caption);
    const QFontMetricsF metrics(font);
    QVector<LabelWish> wishes;
    QVector<QRectF> bars;
    for (const Point &point : std::as_const(points_)) {
        const double x = plot_->xAxis->coordToPixel(point.cost);
        const auto y = [&](double share) { return plot_->yAxis->coordToPixel(share); };
        wishes.append({{x, y(point.accuracy)}, {metrics.horizontalAdvance(point.name) + 2, metrics.height()}});
        bars.append(QRectF(QPointF(x - 1, y(point.high)), QPointF(x + 1, y(point.low))));
    }
    bars += frontLines();
    labels_ = placeLabels(wishes, bars, area);
    for (int i = 0; i < labels_.size(); ++i) {
        if (labels_[i].isNull()) continue; // the readout names it
        auto *name = new QCPItemText(plot_);
        name->setFont(font);
        name->setColor(palette().color(points_[i].front ? QPalette::Text : QPalette::PlaceholderText));
        name->setText(points_[i].name);
        name->setPadding({});
        name->position->setType(QCPItemPosition::ptAbsolute);
        name->position->setCoords(labels_[i].center());
        const QPointF nearest(std::clamp(wishes[i].point.x(), labels_[i].left(), labels_[i].right()),
                              std::clamp(wishes[i].point.y(), labels_[i].top(), labels_[i].bottom()));
        if (QLineF(nearest, wishes[i].point).length() < 14) continue;
        auto *leader = new QCPItemLine(plot_);
        leader->setPen(QPen(lineColour(palette()), 1));
        for (auto [end, at] : {std::pair{leader->start, nearest}, {leader->end, wishes[i].point}}) {
            end->setType(QCPItemPosition::ptAbsolute);
            end->setCoords(at);
        }
    }
}

void CostChart::showNearest(const QPointF &position) {
    const Point *nearest = nullptr;
    double best = 24;
    for (const Point &point : std::as_const(points_)) {
        const double distance = std::hypot(plot_->xAxis->coordToPixel(point.cost) - position.x(),
                                           plot_->yAxis->coordToPixel(point.accuracy) - position.y());
        if (distance < best) best = distance, nearest = &point;
    }
    if (!nearest) return readout_->show({}, {});
    readout_->show(tr("%1: %2 % (%3 to %4), %5 %6")
                       .arg(nearest->name)
                       .arg(100 * nearest->accuracy, 0, 'f', 1)
                       .arg(100 * nearest->low, 0, 'f', 1)
                       .arg(100 * nearest->high, 0, 'f', 1)
                       .arg(nearest->cost, 0, 'g', 4)
                       .arg(costName_),
                   {});
}

bool CostChart::exportTo(const QString &file) {
    return exportPlot(*plot_, plot_->accessibleName(), file, [this] { return csv(); });
}

QString CostChart::csv() const {
    QString out = QStringLiteral("method,cost,accuracy,low,high,oracle,front\n");
    for (const Point &p : points_)
        out += QStringLiteral("\"%1\",%2,%3,%4,%5,%6,%7\n")
                   .arg(QString(p.name).replace(QLatin1Char('"'), QLatin1String("\"\"")))
                   .arg(p.cost, 0, 'g', 9)
                   .arg(p.accuracy, 0, 'g', 9)
                   .arg(p.low, 0, 'g', 9)
                   .arg(p.high, 0, 'g', 9)
                   .arg(int(p.oracle))
                   .arg(int(p.front));
    return out;
}

void CostChart::contextMenuEvent(QContextMenuEvent *event) {
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const char *ending : {"png", "svg", "pdf", "csv"})
        menu->addAction(tr("Export as &%1…").arg(QString::fromLatin1(ending).toUpper()), this, [this, ending] {
            askWhereToExport(*this, QStringLiteral("accuracy-against-cost.") + QString::fromLatin1(ending),
                             [this](const QString &file) { return exportTo(file); });
        });
    menu->popup(event->reason() == QContextMenuEvent::Keyboard ? mapToGlobal(rect().center()) : event->globalPos());
}

void CostChart::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) rebuild();
}

bool CostChart::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::MouseMove)
        showNearest(static_cast<QMouseEvent *>(event)->position());
    else if (event->type() == QEvent::Leave)
        readout_->show({}, {});
    else if (event->type() == QEvent::ContextMenu) {
        contextMenuEvent(static_cast<QContextMenuEvent *>(event)); // the plot lets nothing through to its parent
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lapidary
