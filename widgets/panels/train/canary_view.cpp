// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/canary_view.h"
#include "widgets/charts/curve_chart.h"
#include "widgets/common/labels.h"
#include <QHBoxLayout>
#include <algorithm>

namespace lapidary {

namespace {
const QString kProxy = QStringLiteral("canary/proxy"), kGold = QStringLiteral("canary/gold");

QString runOf(const QString &curve) {
    return curve.section(QLatin1Char(' '), 1);
}
} // namespace

CanaryView::CanaryView(TrainViewModel &model, QWidget *parent)
    : QWidget(parent), model_(model),
      noKl_(plainLabel(tr("Over the KL they are drawn where a run tells it: with a weight of the KL above 0."),
                       Type::Caption, true, this)) {
    setObjectName(QStringLiteral("canaries"));
    noKl_->setObjectName(QStringLiteral("canariesWithoutKl"));
    auto *charts = new QHBoxLayout;
    charts->setSpacing(3 * kGrid);
    const QString about = tr("canaries are problems with known answers that nothing is learnt from; where their reward "
                             "rises and fewer of them are right, the reward is exploited");
    bySteps_ = makeChart(tr("Canaries: reward (solid), share right (dashed)"), about);
    overKl_ = makeChart(tr("Canaries by distance from the reference"), about);
    overKl_->setXAxis(XAxis::RootKl);
    for (CurveChart *each : {bySteps_, overKl_}) charts->addWidget(each->parentWidget());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGrid);
    layout->addLayout(charts);
    layout->addWidget(noKl_);
    connect(bySteps_, &CurveChart::cursorMoved, this, &CanaryView::cursorMoved);
    connect(bySteps_, &CurveChart::curveClicked, this,
            [this](const QString &curve, double x) { Q_EMIT curveClicked(runOf(curve), x); });
    connect(&model_, &TrainViewModel::pointsAdded, this, [this](const QString &, const QString &metric) {
        if (metric == kGold || metric == kProxy) refresh(); // once in many steps
    });
    for (const auto signal : {&TrainViewModel::runsChanged, &TrainViewModel::metricsChanged,
                              &TrainViewModel::curvesRewound, &TrainViewModel::cleared})
        connect(&model_, signal, this, &CanaryView::refresh);
    connect(&model_, &TrainViewModel::runVisibilityChanged, this, &CanaryView::refresh);
    connect(&model_, &TrainViewModel::xAxisChanged, this, [this](XAxis axis) {
        refresh();
        bySteps_->setXAxis(axis);
    });
    refresh();
}

CurveChart *CanaryView::makeChart(const QString &title, const QString &about) {
    auto *frame = card(this);
    auto *inside = new QVBoxLayout(frame);
    inside->setContentsMargins(0, 0, 0, 0);
    auto *made = new CurveChart(title, frame);
    made->setMeaning({}, about);
    made->setSmoothing(0); // each point is of many problems
    inside->addWidget(made);
    return made;
}

/// A group of metrics is looked at without what stands outside of it.
bool CanaryView::isWanted() const {
    const QString preset = model_.preset();
    return preset == kChosenCharts || preset == kAllCharts || model_.isShown(kGold);
}

void CanaryView::draw(CurveChart &chart, const TrainViewModel::Run &run, const QString &metric,
                      const QVector<QPointF> &points) {
    const bool gold = metric == kGold;
    const int colour = run.colour % kRunColours; // the dash tells reward and share apart, not runs
    const QString id = metric + QLatin1Char(' ') + run.id;
    chart.setCurve(id, gold ? tr("%1, share right").arg(run.name) : tr("%1, reward").arg(run.name),
                   gold ? colour + kRunColours : colour);
    chart.clearPoints(id);
    chart.appendPoints(id, points);
    if (!shown_.contains(id)) shown_.append(id);
}

void CanaryView::refresh() {
    for (CurveChart *chart : {bySteps_, overKl_})
        for (const QString &id : std::as_const(shown_)) chart->removeCurve(id);
    shown_.clear();
    bool any = false, overKl = false;
    for (const auto &run : model_.runs()) {
        if (!model_.isRunVisible(run.id)) continue;
        for (const QString &metric : {kProxy, kGold}) {
            if (!model_.hasPoints(run.id, metric)) continue;
            any = true;
            draw(*bySteps_, run, metric, model_.points(run.id, metric));
            const auto points = model_.pointsOverRootKl(run.id, metric);
            if (!points.isEmpty()) draw(*overKl_, run, metric, points);
            overKl |= !points.isEmpty();
        }
    }
    overKl_->parentWidget()->setVisible(overKl);
    noKl_->setVisible(!overKl);
    setVisible(any && isWanted());
}

void CanaryView::fit() {
    bySteps_->fit();
    overKl_->fit();
}

void CanaryView::setCursor(std::optional<double> x) {
    bySteps_->setCursor(x);
}

} // namespace lapidary
