// SPDX-License-Identifier: GPL-3.0-or-later
// Bands about the curves of a chart, marks on it, and which curve lies at a place.
#include "widgets/charts/curve_chart_impl.h"
#include <cmath>

namespace lapidary {

void CurveChart::setBand(const QString &id, const QVector<ChartBand> &band) {
    auto *curve = impl_->find(id);
    if (!curve || (band.isEmpty() && !curve->low)) return;
    if (!curve->low) {
        curve->low = impl_->plot->addGraph();
        curve->high = impl_->plot->addGraph();
        for (QCPGraph *edge : {curve->low, curve->high}) {
            edge->setPen(Qt::NoPen);
            edge->setLayer(QStringLiteral("grid")); // behind every curve
        }
        curve->high->setChannelFillGraph(curve->low);
    }
    QVector<QCPGraphData> low, high;
    low.reserve(band.size());
    high.reserve(band.size());
    for (const ChartBand &each : band) {
        if (!std::isfinite(each.x)) continue;
        low.append({each.x, each.low});
        high.append({each.x, each.high});
    }
    curve->low->data()->set(low, true);
    curve->high->data()->set(high, true);
    curve->bulkKnown = false;
    impl_->style(*curve);
    impl_->refresh();
}

int CurveChart::bandCount(const QString &id) const {
    const auto *curve = impl_->find(id);
    return curve && curve->low ? curve->low->dataCount() : 0;
}

void CurveChart::setMarks(const QVector<ChartMark> &marks) {
    if (marks == impl_->marks) return;
    impl_->marks = marks;
    for (QCPAbstractItem *item : std::as_const(impl_->markItems)) impl_->plot->removeItem(item);
    impl_->markItems.clear();
    QStringList said;
    for (const ChartMark &mark : marks) {
        auto *line = new QCPItemLine(impl_->plot);
        line->start->setTypeY(QCPItemPosition::ptAxisRectRatio);
        line->end->setTypeY(QCPItemPosition::ptAxisRectRatio);
        line->start->setCoords(mark.x, 0);
        line->end->setCoords(mark.x, 1);
        auto *sign = new QCPItemText(impl_->plot);
        sign->setText(mark.warns ? QStringLiteral("!") : QStringLiteral("Δ"));
        sign->setFont(typeFont(Type::Caption));
        sign->setPadding(QMargins(kGrid, 0, kGrid, 0));
        sign->setPositionAlignment(Qt::AlignTop | Qt::AlignHCenter);
        sign->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
        sign->position->setCoords(mark.x, 0.01);
        impl_->markItems += {line, sign};
        said.append(mark.text);
    }
    impl_->styleMarks();
    impl_->plot->setAccessibleName(tr("Chart of %1").arg(title()) +
                                   (said.isEmpty() ? QString() : QStringLiteral(". ") + said.join(QLatin1Char(' '))));
    impl_->refresh();
}

int CurveChart::markCount() const {
    return int(impl_->marks.size());
}

void CurveChart::Impl::styleMarks() {
    for (qsizetype i = 0; i < markItems.size(); ++i) { // two of each mark
        QCPAbstractItem *item = markItems[i];
        const QColor warning = toneColour(marks[i / 2].warns ? Tone::Warning : Tone::Accent, owner->palette());
        if (auto *line = qobject_cast<QCPItemLine *>(item)) line->setPen(QPen(warning, 1, Qt::DotLine));
        if (auto *sign = qobject_cast<QCPItemText *>(item)) {
            sign->setColor(warning);
            sign->setPen(QPen(warning));
            sign->setBrush(owner->palette().color(QPalette::Base));
        }
    }
}

QString CurveChart::curveAt(const QPointF &place) const {
    constexpr double kReach = 4 * kGrid; ///< pixels
    QString best;
    double nearest = kReach;
    const double x = impl_->plot->xAxis->pixelToCoord(place.x());
    for (const auto &curve : impl_->curves) {
        const QCPGraphDataContainer &line = impl_->weight > 0 ? curve.line : curve.values;
        if (!curve.visible || line.isEmpty()) continue;
        auto it = line.findBegin(x, true);
        // The line between the points on both sides of the place, or the one point.
        const auto next = it + 1 == line.constEnd() ? it : it + 1;
        const double share = next->key > it->key ? std::clamp((x - it->key) / (next->key - it->key), 0.0, 1.0) : 0;
        const QPointF at(impl_->plot->xAxis->coordToPixel(it->key + share * (next->key - it->key)),
                         impl_->plot->yAxis->coordToPixel(it->value + share * (next->value - it->value)));
        const double distance = std::hypot(at.x() - place.x(), at.y() - place.y());
        if (distance < nearest) {
            nearest = distance;
            best = curve.id;
        }
    }
    return best;
}

} // namespace lapidary
