// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/tradeoff_chart.h"
#include "widgets/charts/plot.h"
#include "widgets/charts/plot_export.h"
#include "widgets/charts/readout.h"
#include "widgets/charts/tickers.h"
#include "widgets/common/labels.h"
#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <utility>

namespace lapidary {

namespace {
constexpr int kSwatch = 3 * kGrid; ///< of a line, before its name
}

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
    const double names = namesWidth() / std::max(1, plot_->axisRect()->width()), low = x.lower / 1.25;
    plot_->xAxis->setRange(low, names > 0 ? low * std::pow(x.upper / low, 1 / (1 - names)) : x.upper * 1.25);
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

/// What the names need beside the lines; nothing where the chart is too narrow for them.
double TradeoffChart::namesWidth() const {
    const QFontMetricsF metrics(typeFont(Type::Caption));
    double wide = 0;
    for (const Line &line : lines_) wide = std::max(wide, metrics.horizontalAdvance(line.name));
    wide += kSwatch + 5.0 * kGrid;
    return wide < 0.45 * plot_->axisRect()->width() ? wide : 0;
}

/// Names stand in a column right of all points, in the order of the lines' ends and as near to these as there is room.
QVector<QRectF> TradeoffChart::columnOfNames() const {
    const QFontMetricsF metrics(typeFont(Type::Caption));
    const QRectF area = plot_->axisRect()->rect();
    QVector<int> order;
    for (int i = 0; i < lines_.size(); ++i)
        if (!lines_[i].points.isEmpty()) order.append(i);
    const auto endOf = [this](int line) { return plot_->yAxis->coordToPixel(lines_[line].points.last().accuracy); };
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return endOf(a) < endOf(b); });
    QVector<QRectF> out(lines_.size());
    const double high = metrics.height(), left = area.right() - namesWidth() + 3 * kGrid + kSwatch;
    if (namesWidth() <= 0 || high * double(order.size()) > area.height()) return out;
    double below = area.bottom() - high * double(order.size()); // so that those that follow have room too
    double least = area.top();
    for (const int line : order) {
        const double top = std::clamp(endOf(line) - high / 2, least, std::max(least, below));
        out[line] = QRectF(left, top, metrics.horizontalAdvance(lines_[line].name) + 2, high);
        least = top + high;
        below += high;
    }
    return out;
}

/// Whenever the place of the axes is known: on screen, and for each export at its size.
void TradeoffChart::layLabels() {
    plot_->clearItems();
    drawCeiling();
    if (std::exchange(laidFor_, plot_->axisRect()->width()) != plot_->axisRect()->width()) {
        setRanges(); // the names take their part of another width
        plot_->replot(QCustomPlot::rpQueuedReplot);
    }
    labels_ = columnOfNames();
    const auto draw = [this](const QPointF &from, const QPointF &to, const QPen &pen) {
        auto *stroke = new QCPItemLine(plot_);
        stroke->setPen(pen);
        stroke->setClipToAxisRect(false);
        for (auto [end, at] : {std::pair{stroke->start, from}, {stroke->end, to}}) {
            end->setType(QCPItemPosition::ptAbsolute);
            end->setCoords(at);
        }
    };
    for (int i = 0; i < labels_.size(); ++i) {
        if (labels_[i].isNull()) continue; // the readout and the table name it
        const Line &line = lines_[i];
        const QColor colour = runColour(line.slot, palette());
        const QPointF tip(labels_[i].left() - kGrid, labels_[i].center().y()), begin = tip - QPointF(kSwatch, 0);
        draw(begin, tip, QPen(colour, line.strong ? 3 : 2, line.oracle ? Qt::DashLine : Qt::SolidLine));
        const QPointF end(plot_->xAxis->coordToPixel(line.points.last().cost),
                          plot_->yAxis->coordToPixel(line.points.last().accuracy));
        QColor faint = colour;
        faint.setAlphaF(0.45f);
        draw(end, begin, QPen(faint, 1));
        auto *name = new QCPItemText(plot_);
        name->setFont(typeFont(Type::Caption));
        name->setColor(palette().color(line.strong ? QPalette::Text : QPalette::PlaceholderText));
        name->setText(line.name);
        name->setPadding({});
        name->setBrush(palette().color(QPalette::Base)); // no level runs through it
        name->setClipToAxisRect(false);
        name->position->setType(QCPItemPosition::ptAbsolute);
        name->position->setCoords(labels_[i].center());
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
