// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curve_chart.h"
#include "widgets/charts/readout.h"
#include "widgets/common/labels.h"
#include <QEvent>
#include <QHBoxLayout>
#include <QMouseEvent>
#include <cmath>
#include <qcustomplot.h>

namespace lapidary {

namespace {

/// Goes on where it stopped, so that a growing curve costs only its new points.
struct Smoother {
    double weight = 0, sum = 0, norm = 0;
    double next(double y) {
        if (!std::isfinite(y)) return y;
        sum = weight * sum + (1 - weight) * y;
        norm = weight * norm + (1 - weight);
        return sum / norm;
    }
};

/// The one place where plots are made: without the fast-polyline hint a wide antialiased pen takes a second a frame.
QCustomPlot *makePlot(QWidget *parent) {
    auto *plot = new QCustomPlot(parent);
    plot->setPlottingHint(QCP::phFastPolylines);
    plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    plot->setNoAntialiasingOnDrag(true);
    plot->xAxis->setLabel(QStringLiteral("step"));
    plot->axisRect()->setMinimumMargins(QMargins(4 * kGrid, kGrid, 3 * kGrid, 0));
    for (QCPAxis *axis : {plot->xAxis, plot->yAxis}) {
        axis->setSubTicks(false);
        axis->setTickLength(0, 0);
        axis->setTickPen(Qt::NoPen); // a tick of no length still leaves a dot
        axis->ticker()->setTickCount(5);
        axis->setLabelFont(typeFont(Type::Caption));
        axis->setTickLabelFont(typeFont(Type::Caption));
        axis->setTickLabelPadding(kGrid);
    }
    plot->xAxis->grid()->setVisible(false);
    plot->yAxis->setNumberFormat(QStringLiteral("gb"));
    plot->yAxis->setNumberPrecision(4);
    plot->xAxis->setNumberFormat(QStringLiteral("f"));
    plot->xAxis->setNumberPrecision(0);
    plot->setFocusPolicy(Qt::StrongFocus);
    return plot;
}

void paintPlot(QCustomPlot *plot, const QPalette &palette) {
    const QColor muted = palette.color(QPalette::PlaceholderText), border = palette.color(QPalette::Mid);
    plot->setBackground(palette.color(QPalette::Base));
    for (QCPAxis *axis : {plot->xAxis, plot->yAxis}) {
        axis->setTickLabelColor(muted);
        axis->setLabelColor(muted);
        axis->setBasePen(QPen(border));
        axis->grid()->setPen(QPen(border, 1, Qt::SolidLine));
        axis->grid()->setZeroLinePen(QPen(border, 1));
    }
    plot->yAxis->setBasePen(Qt::NoPen);
}

} // namespace

QVector<double> smoothed(const QVector<double> &y, double weight) {
    Smoother smoother{.weight = weight};
    QVector<double> out;
    out.reserve(y.size());
    for (double value : y) out.append(smoother.next(value));
    return out;
}

struct CurveChart::Impl {
    struct Curve {
        QString id{}, name{};
        int slot = 0;
        bool visible = true;
        QCPGraph *raw = nullptr, *smooth = nullptr;
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
    std::optional<double> cursorX{};

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
    }
    void restyle() {
        paintPlot(plot, owner->palette());
        cursor->setPen(QPen(owner->palette().color(QPalette::PlaceholderText), 1, Qt::DotLine));
        for (Curve &curve : curves) style(curve);
    }
    void resmooth(Curve &curve) {
        curve.smoother = Smoother{.weight = weight};
        curve.smooth->data()->clear();
        for (auto it = curve.raw->data()->constBegin(); it != curve.raw->data()->constEnd(); ++it)
            curve.smooth->addData(it->key, curve.smoother.next(it->value));
    }
    void refresh() {
        if (fitted) fitRanges();
        showCursor();
        plot->replot(QCustomPlot::rpQueuedReplot);
    }
    void fitRanges();
    void showCursor();
};

/// Fits x to the data and y to the smoothed lines plus the bulk of the raw ones, so that one spike does not flatten all.
void CurveChart::Impl::fitRanges() {
    QCPRange x, y;
    bool anyX = false, anyY = false;
    for (const Curve &curve : curves) {
        if (!curve.visible || curve.raw->dataCount() == 0) continue;
        bool ok = false;
        const QCPRange keys = curve.raw->getKeyRange(ok);
        if (ok) { x = anyX ? x.expanded(keys) : keys; anyX = true; }
        QVector<double> values;
        values.reserve(curve.raw->dataCount());
        for (auto it = curve.raw->data()->constBegin(); it != curve.raw->data()->constEnd(); ++it)
            if (std::isfinite(it->value)) values.append(it->value);
        if (values.isEmpty()) continue;
        std::sort(values.begin(), values.end());
        const auto at = [&](double share) { return values[static_cast<qsizetype>(share * double(values.size() - 1))]; };
        QCPRange bulk(at(0.002), at(0.998));
        const QCPRange line = curve.smooth->getValueRange(ok);
        if (ok) bulk.expand(line);
        y = anyY ? y.expanded(bulk) : bulk;
        anyY = true;
    }
    if (!anyX) x = QCPRange(0, 100);
    if (!anyY) y = QCPRange(0, 1);
    const double room = y.size() > 0 ? y.size() * 0.06 : std::max(std::abs(y.center()) * 0.1, 0.1);
    plot->xAxis->setRange(x.lower, x.size() > 0 ? x.upper + x.size() * 0.01 : x.lower + 1);
    plot->yAxis->setRange(y.lower - room, y.upper + room);
}

void CurveChart::Impl::showCursor() {
    QVector<Readout::Entry> entries;
    cursor->setVisible(cursorX.has_value());
    for (Curve &curve : curves) {
        curve.tracer->setVisible(false);
        if (!cursorX || !curve.visible || curve.raw->dataCount() == 0) continue;
        const auto data = (weight > 0 ? curve.smooth : curve.raw)->data();
        if (*cursorX < data->constBegin()->key - 0.5 || *cursorX > (data->constEnd() - 1)->key + 0.5) continue;
        auto it = data->findBegin(*cursorX, true);
        if (it + 1 != data->constEnd() && *cursorX - it->key > (it + 1)->key - *cursorX) ++it;
        curve.tracer->setVisible(std::isfinite(it->value));
        curve.tracer->position->setCoords(it->key, it->value);
        entries.append({runColour(curve.slot, owner->palette()), runDash(curve.slot), QString::number(it->value, 'g', 4)});
    }
    if (cursorX) {
        cursor->point1->setCoords(*cursorX, 0);
        cursor->point2->setCoords(*cursorX, 1);
    }
    readout->show(cursorX ? QStringLiteral("step %1").arg(qRound64(*cursorX)) : QString(), entries);
}

CurveChart::CurveChart(const QString &title, QWidget *parent) : QWidget(parent), impl_(std::make_unique<Impl>()) {
    impl_->owner = this;
    impl_->title = plainLabel(title, Type::Body, false, this);
    QFont bold = impl_->title->font();
    bold.setWeight(QFont::DemiBold);
    impl_->title->setFont(bold);
    impl_->readout = new Readout(this);
    impl_->plot = makePlot(this);
    impl_->plot->setAccessibleName(QStringLiteral("Chart of %1 by step").arg(title));
    impl_->cursor = new QCPItemStraightLine(impl_->plot);
    impl_->plot->installEventFilter(this);
    auto *header = new QHBoxLayout;
    header->setContentsMargins(3 * kGrid, 2 * kGrid, 3 * kGrid, 0);
    header->setSpacing(3 * kGrid);
    header->addWidget(impl_->title);
    header->addWidget(impl_->readout, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(kGrid);
    layout->addLayout(header);
    layout->addWidget(impl_->plot, 1);
    setMinimumSize(280, 200);
    connect(impl_->plot, &QCustomPlot::mouseWheel, this, [this] { impl_->fitted = false; });
    connect(impl_->plot, &QCustomPlot::mouseDoubleClick, this, [this] { fit(); });
    impl_->restyle();
    impl_->fitRanges();
}

CurveChart::~CurveChart() = default;

QString CurveChart::title() const { return impl_->title->text(); }

void CurveChart::setCurve(const QString &id, const QString &name, int slot) {
    auto *curve = impl_->find(id);
    if (!curve) {
        impl_->curves.append({.id = id, .raw = impl_->plot->addGraph(), .smooth = impl_->plot->addGraph(),
                              .tracer = new QCPItemTracer(impl_->plot), .smoother = Smoother{.weight = impl_->weight}});
        curve = &impl_->curves.back();
        curve->tracer->setStyle(QCPItemTracer::tsCircle);
        curve->tracer->setSize(7);
        curve->tracer->setVisible(false);
    }
    curve->name = name;
    curve->slot = slot;
    impl_->style(*curve);
}

void CurveChart::appendPoints(const QString &id, const QVector<QPointF> &points) {
    auto *curve = impl_->find(id);
    if (!curve || points.isEmpty()) return;
    for (const QPointF &point : points) {
        curve->raw->addData(point.x(), point.y());
        curve->smooth->addData(point.x(), curve->smoother.next(point.y()));
    }
    impl_->style(*curve);
    impl_->refresh();
}

void CurveChart::clearPoints(const QString &id) {
    auto *curve = impl_->find(id);
    if (!curve) return;
    curve->raw->data()->clear();
    impl_->resmooth(*curve);
    impl_->refresh();
}

void CurveChart::removeCurve(const QString &id) {
    auto *curve = impl_->find(id);
    if (!curve) return;
    impl_->plot->removeItem(curve->tracer);
    impl_->plot->removeGraph(curve->raw);
    impl_->plot->removeGraph(curve->smooth);
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

bool CurveChart::isFitted() const { return impl_->fitted; }

void CurveChart::setCursor(std::optional<double> x) {
    impl_->cursorX = x;
    impl_->showCursor();
    impl_->plot->replot(QCustomPlot::rpQueuedReplot);
}

int CurveChart::pointCount(const QString &id) const {
    const auto *curve = impl_->find(id);
    return curve ? curve->raw->dataCount() : 0;
}

QPair<double, double> CurveChart::xRange() const { return {impl_->plot->xAxis->range().lower, impl_->plot->xAxis->range().upper}; }
QString CurveChart::readoutText() const { return impl_->readout->text(); }
QWidget *CurveChart::plotArea() const { return impl_->plot; }

bool CurveChart::isCurveVisible(const QString &id) const {
    const auto *curve = impl_->find(id);
    return curve && curve->visible;
}

void CurveChart::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange) return;
    impl_->restyle();
    impl_->refresh();
}

bool CurveChart::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::MouseMove) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        if (mouse->buttons() & Qt::LeftButton) impl_->fitted = false; // dragged by hand: stay there
        emit cursorMoved(impl_->plot->xAxis->pixelToCoord(mouse->position().x()));
    } else if (event->type() == QEvent::Leave) {
        emit cursorMoved(std::nullopt);
    } else if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Home) {
        fit();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lapidary
