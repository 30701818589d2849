// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/tradeoff_chart.h"
#include "widgets/charts/label_layout.h"
#include "widgets/charts/plot.h"
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

TradeoffChart::TradeoffChart(QWidget *parent) : QWidget(parent), plot_(makePlot(this)), readout_(new Readout(this)) {
    plot_->setObjectName(QStringLiteral("tradeoff"));
    plot_->xAxis->setScaleType(QCPAxis::stLogarithmic);
    plot_->xAxis->setTicker(budgetTicker());
    plot_->yAxis->setTicker(percentTicker());
    plot_->setInteractions(QCP::Interactions());
    plot_->installEventFilter(this);
    connect(plot_, &QCustomPlot::afterLayout, this, &TradeoffChart::layLabels);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
    layout->setSpacing(kGrid);
    layout->addWidget(readout_);
    layout->addWidget(plot_, 1);
    setMinimumSize(280, 160);
    setCost(Cost::Tokens);
}

void TradeoffChart::setLines(const QVector<Line> &lines, const QVector<Line> &methods) {
    lines_ = lines;
    methods_ = methods;
    rebuild();
}

QString TradeoffChart::costName() const {
    return cost_ == Cost::Tokens    ? tr("tokens a problem")
           : cost_ == Cost::Seconds ? tr("seconds a problem")
                                    : tr("samples a problem");
}

void TradeoffChart::setCost(Cost cost) {
    cost_ = cost;
    plot_->setAccessibleName(tr("Accuracy against %1").arg(costName()));
    plot_->xAxis->setLabel(costName());
    rebuild();
}

void TradeoffChart::setCeiling(std::optional<double> share, const QString &name) {
    ceiling_ = share;
    ceilingName_ = name;
    rebuild();
}

void TradeoffChart::setBudget(int n) {
    budget_ = n;
    rebuild();
}

/// A method of one budget: a circle.
void TradeoffChart::drawMethod(const Line &method) {
    auto *graph = plot_->addGraph();
    graph->setLineStyle(QCPGraph::lsNone);
    const QColor muted = palette().color(QPalette::PlaceholderText);
    graph->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(muted, 1.5), palette().color(QPalette::Base), 8));
    for (const Point &point : method.points) graph->addData(point.cost, point.accuracy);
}

/// A line with its band, and a ring around the budget that is chosen.
void TradeoffChart::drawLine(const Line &line) {
    const QColor colour = runColour(line.slot, palette());
    QColor band = colour;
    band.setAlphaF(0.12f);
    if (line.band) {
        auto *low = plot_->addGraph(), *high = plot_->addGraph();
        low->setPen(Qt::NoPen);
        high->setPen(Qt::NoPen);
        high->setBrush(band);
        high->setChannelFillGraph(low);
        for (const Point &point : line.points) {
            low->addData(point.cost, point.low);
            high->addData(point.cost, point.high);
        }
    }
    auto *middle = plot_->addGraph();
    middle->setPen(QPen(colour, line.strong ? 3 : 1.5, line.oracle ? Qt::DashLine : Qt::SolidLine));
    middle->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, colour, line.strong ? 7 : 5));
    const Point *marked = nullptr;
    for (const Point &point : line.points) {
        middle->addData(point.cost, point.accuracy);
        if (point.n <= budget_) marked = &point;
    }
    if (!marked) return;
    auto *mark = plot_->addGraph();
    mark->setLineStyle(QCPGraph::lsNone);
    mark->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(colour, 2.5), palette().color(QPalette::Base), 12));
    mark->addData(marked->cost, marked->accuracy);
}

/// A thin dotted level over the whole width, named above its left end, where lines begin lower.
void TradeoffChart::drawCeiling() {
    if (!ceiling_) return;
    const QColor muted = palette().color(QPalette::PlaceholderText);
    auto *level = new QCPItemStraightLine(plot_);
    level->setPen(QPen(muted, 1.5, Qt::DotLine));
    level->point1->setCoords(1, *ceiling_);
    level->point2->setCoords(10, *ceiling_);
    auto *name = new QCPItemText(plot_);
    name->setFont(typeFont(Type::Caption));
    name->setColor(palette().color(QPalette::Text));
    name->setText(ceilingName_);
    name->setPositionAlignment(Qt::AlignLeft | Qt::AlignBottom);
    name->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
    name->position->setTypeY(QCPItemPosition::ptPlotCoords);
    name->position->setCoords(0.005, *ceiling_);
}

/// "1043 tokens".
QString TradeoffChart::costText(double cost) const {
    return cost_ == Cost::Tokens    ? tr("%1 tokens").arg(cost, 0, 'f', 0)
           : cost_ == Cost::Seconds ? tr("%1 s").arg(cost, 0, 'g', 3)
                                    : tr("%1 samples").arg(cost, 0, 'f', 1);
}

/// The axes go as far as the points.
void TradeoffChart::setRanges() {
    QCPRange x(1, 10), y(0, 1);
    bool any = false;
    for (const QVector<Line> *all : {&methods_, &lines_})
        for (const Line &line : *all)
            for (const Point &point : line.points) {
                if (point.cost <= 0) continue; // no place on a logarithmic axis
                x = any ? QCPRange(std::min(x.lower, point.cost), std::max(x.upper, point.cost))
                        : QCPRange(point.cost, point.cost);
                y = any ? QCPRange(std::min(y.lower, point.low), std::max(y.upper, point.high))
                        : QCPRange(point.low, point.high);
                any = true;
            }
    if (ceiling_) y.expand(QCPRange(*ceiling_, *ceiling_));
    plot_->xAxis->setRange(x.lower / 1.25, x.upper * 1.25);
    const double room = std::max(0.02, 0.06 * y.size());
    plot_->yAxis->setRange(std::max(-0.02, y.lower - room), std::min(1.02, y.upper + room));
}

void TradeoffChart::rebuild() {
    plot_->clearPlottables();
    paintPlot(*plot_, palette());
    for (const Line &method : std::as_const(methods_)) drawMethod(method);
    for (const Line &line : std::as_const(lines_)) drawLine(line);
    setRanges();
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

/// The parts of the chart on which no name may stand: lines, circles and the name of the ceiling.
QVector<QRectF> TradeoffChart::drawn() const {
    QVector<QRectF> out;
    const auto at = [this](const Point &point) {
        return QPointF(plot_->xAxis->coordToPixel(point.cost), plot_->yAxis->coordToPixel(point.accuracy));
    };
    constexpr int kParts = 12; // a slanted line is a row of small boxes
    for (const Line &line : lines_)
        for (qsizetype i = 1; i < line.points.size(); ++i) {
            const QPointF from = at(line.points[i - 1]), to = at(line.points[i]);
            for (int part = 0; part <= kParts; ++part)
                out.append(QRectF(from + (to - from) * part / kParts - QPointF(2, 2), QSizeF(4, 4)));
        }
    for (const Line &method : methods_)
        for (const Point &point : method.points) out.append(QRectF(at(point) - QPointF(5, 5), QSizeF(10, 10)));
    if (!ceiling_) return out;
    const QFontMetricsF metrics(typeFont(Type::Caption));
    const double level = plot_->yAxis->coordToPixel(*ceiling_), wide = metrics.horizontalAdvance(ceilingName_) + 8;
    out.append(QRectF(plot_->axisRect()->left(), level - metrics.height() - 4, wide, metrics.height() + 6));
    return out;
}

/// Whenever the place of the axes is known: on screen, and for each export at its size.
void TradeoffChart::layLabels() {
    plot_->clearItems();
    drawCeiling();
    const QFont font = typeFont(Type::Caption);
    const QFontMetricsF metrics(font);
    QVector<LabelWish> wishes;
    for (const Line &line : std::as_const(lines_)) {
        const Point end = line.points.isEmpty() ? Point{} : line.points.last();
        wishes.append({{plot_->xAxis->coordToPixel(std::max(end.cost, 1e-9)), plot_->yAxis->coordToPixel(end.accuracy)},
                       {metrics.horizontalAdvance(line.name) + 2, metrics.height()}});
    }
    labels_ = placeLabels(wishes, drawn(), plot_->axisRect()->rect());
    for (int i = 0; i < labels_.size(); ++i) {
        if (labels_[i].isNull()) continue; // the readout and the table name it
        auto *name = new QCPItemText(plot_);
        name->setFont(font);
        name->setColor(palette().color(lines_[i].strong ? QPalette::Text : QPalette::PlaceholderText));
        name->setText(lines_[i].name);
        name->setPadding({});
        name->position->setType(QCPItemPosition::ptAbsolute);
        name->position->setCoords(labels_[i].center());
        const QPointF nearest(std::clamp(wishes[i].point.x(), labels_[i].left(), labels_[i].right()),
                              std::clamp(wishes[i].point.y(), labels_[i].top(), labels_[i].bottom()));
        if (QLineF(nearest, wishes[i].point).length() < 14) continue;
        auto *leader = new QCPItemLine(plot_);
        leader->setPen(QPen(runColour(lines_[i].slot, palette()), 1));
        for (auto [end, at] : {std::pair{leader->start, nearest}, {leader->end, wishes[i].point}}) {
            end->setType(QCPItemPosition::ptAbsolute);
            end->setCoords(at);
        }
    }
}

void TradeoffChart::showNearest(const QPointF &position) {
    const Line *nearest = nullptr;
    Point at;
    double best = 24;
    for (const auto *all : {&lines_, &methods_})
        for (const Line &line : *all)
            for (const Point &point : line.points) {
                const double distance = std::hypot(plot_->xAxis->coordToPixel(point.cost) - position.x(),
                                                   plot_->yAxis->coordToPixel(point.accuracy) - position.y());
                if (distance >= best) continue;
                best = distance;
                nearest = &line;
                at = point;
            }
    if (!nearest) return readout_->show({}, {});
    const QString interval = tr("%1 % (%2 to %3), %4")
                                 .arg(100 * at.accuracy, 0, 'f', 1)
                                 .arg(100 * at.low, 0, 'f', 1)
                                 .arg(100 * at.high, 0, 'f', 1)
                                 .arg(costText(at.cost));
    readout_->show(at.n > 0 ? tr("%1, N = %2: %3").arg(nearest->name).arg(at.n).arg(interval)
                            : QStringLiteral("%1: %2").arg(nearest->name, interval),
                   {});
}

bool TradeoffChart::exportTo(const QString &file) {
    return exportPlot(*plot_, plot_->accessibleName(), file, [this] { return csv(); });
}

QString TradeoffChart::csv() const {
    const char *cost = cost_ == Cost::Tokens ? "tokens" : cost_ == Cost::Seconds ? "seconds" : "samples";
    QString out = QStringLiteral("method,n,%1_per_problem,accuracy,low,high\n").arg(QLatin1String(cost));
    for (const auto *all : {&lines_, &methods_})
        for (const Line &line : *all)
            for (const Point &p : line.points)
                out += QStringLiteral("\"%1\",%2,%3,%4,%5,%6\n")
                           .arg(QString(line.name).replace(QLatin1Char('"'), QLatin1String("\"\"")))
                           .arg(p.n)
                           .arg(p.cost, 0, 'g', 9)
                           .arg(p.accuracy, 0, 'g', 9)
                           .arg(p.low, 0, 'g', 9)
                           .arg(p.high, 0, 'g', 9);
    return out;
}

void TradeoffChart::contextMenuEvent(QContextMenuEvent *event) {
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const char *ending : {"png", "svg", "pdf", "csv"})
        menu->addAction(tr("Export as &%1…").arg(QString::fromLatin1(ending).toUpper()), this, [this, ending] {
            askWhereToExport(*this, QStringLiteral("accuracy-against-cost.") + QString::fromLatin1(ending),
                             [this](const QString &file) { return exportTo(file); });
        });
    menu->popup(event->reason() == QContextMenuEvent::Keyboard ? mapToGlobal(rect().center()) : event->globalPos());
}

void TradeoffChart::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) rebuild();
}

bool TradeoffChart::eventFilter(QObject *watched, QEvent *event) {
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
