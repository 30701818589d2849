// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curve_chart_impl.h"
#include <QHBoxLayout>
#include <cmath>

namespace lapidary {

QVector<double> smoothed(const QVector<double> &y, double weight) {
    Smoother smoother{.weight = weight};
    QVector<double> out;
    out.reserve(y.size());
    for (double value : y) out.append(smoother.next(value));
    return out;
}

namespace {

/// The range of the bulk of a curve, from at most a thousand of its points: looking at a million of them ten times a
/// second would cost the frame.
std::optional<QCPRange> bulkOf(const QCPGraphDataContainer &data, double cut) {
    constexpr int kLooked = 1000;
    const int stride = data.size() / kLooked + 1;
    QVector<double> values;
    values.reserve(data.size() / stride + 2);
    for (int i = 0; i < data.size(); i += stride)
        if (const double y = data.at(i)->value; std::isfinite(y)) values.append(y);
    if (!data.isEmpty())
        if (const double last = (data.constEnd() - 1)->value; std::isfinite(last)) values.append(last);
    if (values.isEmpty()) return std::nullopt;
    const auto at = [&](double share) {
        const auto place = values.begin() + static_cast<qsizetype>(std::round(share * double(values.size() - 1)));
        std::nth_element(values.begin(), place, values.end());
        return *place;
    };
    const double low = at(cut), high = at(1 - cut);
    return QCPRange(low, high);
}

} // namespace

std::optional<QCPRange> CurveChart::Impl::bulkOf(Curve &curve) {
    if (curve.bulkKnown) return curve.bulk;
    curve.bulkKnown = true;
    QVector<std::optional<QCPRange>> parts{lapidary::bulkOf(curve.values, 0.002), lapidary::bulkOf(curve.line, 0)};
    if (curve.low)
        for (QCPGraph *edge : {curve.low, curve.high}) parts.append(lapidary::bulkOf(*edge->data(), 0.01));
    curve.bulk.reset();
    for (const auto &part : std::as_const(parts))
        if (part) curve.bulk = curve.bulk ? curve.bulk->expanded(*part) : *part;
    return curve.bulk;
}

/// Fits x to the data and y to the smoothed lines plus the bulk of the raw ones, so that one spike does not flatten
/// all.
void CurveChart::Impl::fitRanges() {
    QCPRange x, y;
    bool anyX = false, anyY = false;
    for (Curve &curve : curves) {
        if (!curve.visible || curve.values.isEmpty()) continue;
        const QCPRange keys(curve.values.constBegin()->key, (curve.values.constEnd() - 1)->key);
        x = anyX ? x.expanded(keys) : keys;
        anyX = true;
        const auto bulk = bulkOf(curve);
        if (!bulk) continue;
        y = anyY ? y.expanded(*bulk) : *bulk;
        anyY = true;
    }
    if (!anyX) x = QCPRange(0, 100);
    if (!anyY) y = QCPRange(0, 1);
    const double room = y.size() > 0 ? y.size() * 0.06 : std::max(std::abs(y.center()) * 0.1, 0.1);
    plot->xAxis->setRange(x.lower, x.size() > 0 ? x.upper + x.size() * 0.01 : x.lower + 1);
    plot->yAxis->setRange(y.lower - room, y.upper + room);
}

void CurveChart::Impl::placeCursor() {
    QVector<Readout::Entry> entries;
    cursor->setVisible(cursorX.has_value());
    for (Curve &curve : curves) {
        curve.tracer->setVisible(false);
        if (!cursorX || !curve.visible || curve.values.isEmpty()) continue;
        const QCPGraphDataContainer &line = weight > 0 ? curve.line : curve.values;
        const double slack = 0.5 * (plot->xAxis->range().size() / std::max(plot->axisRect()->width(), 1)) + 0.5;
        if (*cursorX < line.constBegin()->key - slack || *cursorX > (line.constEnd() - 1)->key + slack) continue;
        auto it = line.findBegin(*cursorX, true);
        if (it + 1 != line.constEnd() && *cursorX - it->key > (it + 1)->key - *cursorX) ++it;
        curve.tracer->setVisible(std::isfinite(it->value));
        curve.tracer->position->setCoords(it->key, it->value);
        entries.append(
            {runColour(curve.slot, owner->palette()), runDash(curve.slot), QString::number(it->value, 'g', 4)});
    }
    if (cursorX) {
        cursor->point1->setCoords(*cursorX, 0);
        cursor->point2->setCoords(*cursorX, 1);
    }
    readout->show(cursorX ? xAxisText(axis, *cursorX) : QString(), entries);
}

CurveChart::CurveChart(const QString &title, QWidget *parent) : QWidget(parent), impl_(std::make_unique<Impl>()) {
    impl_->owner = this;
    impl_->title = plainLabel(title, Type::Body, false, this);
    QFont bold = impl_->title->font();
    bold.setWeight(QFont::Bold);
    impl_->title->setFont(bold);
    impl_->readout = new Readout(this);
    impl_->plot = makePlot(this);
    impl_->plot->setAccessibleName(tr("Chart of %1").arg(title));
    impl_->plot->setAccessibleDescription(
        tr("Plus and minus zoom, left and right move the cursor, Home shows all, the menu key exports"));
    impl_->cursor = new QCPItemStraightLine(impl_->plot);
    impl_->cursor->setLayer(QLatin1String(kCursorLayer));
    impl_->plot->installEventFilter(this);
    auto *header = new QHBoxLayout;
    header->setContentsMargins(3 * kGrid, 2 * kGrid, 3 * kGrid, 0);
    header->setSpacing(3 * kGrid);
    header->addWidget(impl_->title);
    header->addWidget(impl_->readout, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2, 2, 2, 2);
    layout->setSpacing(kGrid);
    layout->addLayout(header);
    layout->addWidget(impl_->plot, 1);
    setMinimumSize(280, 200);
    connect(impl_->plot, &QCustomPlot::beforeReplot, this, [this] { impl_->thinAll(); });
    connect(impl_->plot, &QCustomPlot::mouseWheel, this, [this] { impl_->fitted = false; });
    connect(impl_->plot, &QCustomPlot::mouseDoubleClick, this, [this] { fit(); });
    impl_->restyle();
    impl_->fitRanges();
}

CurveChart::~CurveChart() = default;

QString CurveChart::title() const {
    return impl_->title->text();
}

void CurveChart::setMeaning(const QString &unit, const QString &about) {
    impl_->plot->yAxis->setLabel(unit);
    impl_->title->setToolTip(about);
}

QString CurveChart::unit() const {
    return impl_->plot->yAxis->label();
}

void CurveChart::setCurve(const QString &id, const QString &name, int slot) {
    auto *curve = impl_->find(id);
    if (!curve) {
        curve = &impl_->curves.emplace_back();
        curve->id = id;
        curve->raw = impl_->plot->addGraph();
        curve->raw->setLayer(QStringLiteral("grid"));
        curve->smooth = impl_->plot->addGraph();
        curve->tracer = new QCPItemTracer(impl_->plot);
        curve->smoother.weight = impl_->weight;
        curve->tracer->setStyle(QCPItemTracer::tsCircle);
        curve->tracer->setSize(7);
        curve->tracer->setLayer(QLatin1String(kCursorLayer));
        curve->tracer->setVisible(false);
    }
    curve->name = name;
    curve->slot = slot;
    impl_->style(*curve);
}

void CurveChart::bringForward(const QString &id) {
    auto *curve = impl_->find(id);
    if (!curve) return;
    for (QCPGraph *line : {curve->raw, curve->smooth}) line->setLayer(line->layer()); // to the end of its layer
    impl_->refresh();
}

void CurveChart::appendPoints(const QString &id, const QVector<QPointF> &points) {
    auto *curve = impl_->find(id);
    if (!curve || points.isEmpty()) return;
    QVector<QCPGraphData> raw, line;
    raw.reserve(points.size());
    line.reserve(points.size());
    for (const QPointF &point : points) {
        if (!std::isfinite(point.x())) continue;
        raw.append({point.x(), point.y()});
        line.append({point.x(), curve->smoother.next(point.y())});
    }
    const bool first = curve->values.size() < 2; // a dot becomes a line
    curve->values.add(raw, true);
    curve->line.add(line, true);
    curve->thin = curve->bulkKnown = false;
    if (first) impl_->style(*curve);
    impl_->refresh();
}

void CurveChart::clearPoints(const QString &id) {
    auto *curve = impl_->find(id);
    if (!curve) return;
    curve->values.clear();
    impl_->resmooth(*curve);
    impl_->refresh();
}

void CurveChart::removeCurve(const QString &id) {
    auto *curve = impl_->find(id);
    if (!curve) return;
    impl_->plot->removeItem(curve->tracer);
    impl_->plot->removeGraph(curve->raw);
    impl_->plot->removeGraph(curve->smooth);
    if (curve->low) {
        impl_->plot->removeGraph(curve->high);
        impl_->plot->removeGraph(curve->low);
    }
    impl_->curves.removeIf([&id](const auto &each) { return each.id == id; });
    impl_->refresh();
}

void CurveChart::setCurveVisible(const QString &id, bool visible) {
    auto *curve = impl_->find(id);
    if (!curve) return;
    curve->visible = visible;
    impl_->style(*curve);
    impl_->refresh();
}

void CurveChart::setSmoothing(double weight) {
    impl_->weight = std::clamp(weight, 0.0, 0.999);
    for (auto &curve : impl_->curves) {
        impl_->resmooth(curve);
        impl_->style(curve);
    }
    impl_->refresh();
}

void CurveChart::fit() {
    impl_->fitted = true;
    impl_->refresh();
}

bool CurveChart::isFitted() const {
    return impl_->fitted;
}

void CurveChart::setCursor(std::optional<double> x) {
    impl_->cursorX = x;
    impl_->showCursor();
}

void CurveChart::setXAxis(XAxis axis) {
    impl_->axis = axis;
    setPlotXAxis(*impl_->plot, axis);
    impl_->cursorX.reset();
    fit();
}

int CurveChart::pointCount(const QString &id) const {
    const auto *curve = impl_->find(id);
    return curve ? curve->values.size() : 0;
}

void CurveChart::draw() {
    if (!impl_->undrawn || !isVisible()) return;
    impl_->settle();
    impl_->undrawn = impl_->otherTheme = false;
    impl_->plot->replot(QCustomPlot::rpQueuedRefresh);
}

void CurveChart::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    if (impl_->otherTheme) draw();
    impl_->refresh();
}

QPair<double, double> CurveChart::xRange() const {
    impl_->settle();
    return {impl_->plot->xAxis->range().lower, impl_->plot->xAxis->range().upper};
}
QString CurveChart::readoutText() const {
    return impl_->readout->text();
}
QWidget *CurveChart::plotArea() const {
    return impl_->plot;
}

bool CurveChart::isCurveVisible(const QString &id) const {
    const auto *curve = impl_->find(id);
    return curve && curve->visible;
}

void CurveChart::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange) return;
    impl_->restyle();
    impl_->stale = impl_->undrawn = impl_->otherTheme = true;
    draw(); // at once: lines of the other theme on this one's ground are seen, however shortly
}

} // namespace lapidary
