// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/charts_view.h"
#include "widgets/charts/curve_chart.h"
#include "widgets/common/labels.h"
#include "widgets/common/method_text.h"
#include "widgets/models/train_view_model.h"
#include "widgets/models/wording.h"
#include "widgets/panels/train/canary_view.h"
#include <QGridLayout>
#include <QSet>
#include <algorithm>

namespace lapidary {

namespace {

constexpr int kRegroupMs = 500;

const QLatin1String kHeldOut("held out:"); ///< before a run's id: its curve of rows that nothing is learnt from

QString runOf(const QString &curve) {
    return curve.startsWith(kHeldOut) ? curve.mid(kHeldOut.size()) : curve;
}

constexpr QChar kOfFamily = u'\n'; ///< between a metric and its family

QString metricOf(const QString &key) {
    return key.section(kOfFamily, 0, 0);
}
std::optional<QString> familyIn(const QString &key) {
    const auto at = key.indexOf(kOfFamily);
    return at < 0 ? std::nullopt : std::optional(key.mid(at + 1));
}

QVector<ChartBand> bandOf(const QVector<BandPoint> &points) {
    QVector<ChartBand> band;
    band.reserve(points.size());
    for (const BandPoint &each : points) band.append({each.x, each.low, each.high});
    return band;
}

} // namespace

ChartsView::ChartsView(TrainViewModel &model, QWidget *parent) : QScrollArea(parent), model_(model) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    auto *charts = new QWidget(this);
    auto *layout = new QVBoxLayout(charts);
    layout->setContentsMargins(0, 0, 2 * kGrid, 0);
    layout->setSpacing(3 * kGrid);
    canaries_ = new CanaryView(model_, charts);
    layout->addWidget(canaries_);
    grid_ = new QGridLayout;
    grid_->setSpacing(3 * kGrid);
    layout->addLayout(grid_, 1);
    setWidget(charts);
    connect(canaries_, &CanaryView::cursorMoved, this, &ChartsView::setCursor);
    connect(canaries_, &CanaryView::curveClicked, this, &ChartsView::curveClicked);
    later_.setSingleShot(true);
    later_.setInterval(kRegroupMs);
    soon_.setSingleShot(true);
    connect(&soon_, &QTimer::timeout, this, &ChartsView::follow);
    connect(&later_, &QTimer::timeout, this, &ChartsView::regroup);
    connect(&model_, &TrainViewModel::metricsChanged, this, &ChartsView::rebuild);
    connect(&model_, &TrainViewModel::runsChanged, this, &ChartsView::syncRuns);
    connect(&model_, &TrainViewModel::alarmsChanged, this, &ChartsView::showMarks);
    connect(&model_, &TrainViewModel::groupingChanged, this, [this] {
        syncRuns();
        regroup();
    });
    connect(&model_, &TrainViewModel::cleared, this, [this] {
        for (auto *each : std::as_const(charts_)) delete each->parentWidget();
        charts_.clear();
        inCharts_.clear();
        groups_.clear();
    });
    connect(&model_, &TrainViewModel::pointsAdded, this, &ChartsView::takePoints);
    connect(&model_, &TrainViewModel::runVisibilityChanged, this, &ChartsView::syncRuns);
    connect(&model_, &TrainViewModel::smoothingChanged, this, [this](double weight) {
        for (auto *each : std::as_const(charts_)) each->setSmoothing(weight);
    });
    connect(&model_, &TrainViewModel::curvesRewound, this, &ChartsView::refill);
    connect(&model_, &TrainViewModel::xAxisChanged, this, [this](XAxis axis) {
        refill();
        for (auto *each : std::as_const(charts_)) each->setXAxis(axis);
    });
    rebuild();
}

CurveChart *ChartsView::chart(const QString &metric, const QString &run) const {
    if (CurveChart *own = charts_.value(run.isEmpty() ? metric : keyOf(metric, run))) return own;
    for (const QString &key : keysOf(metric))
        if (CurveChart *each = charts_.value(key)) return each;
    return nullptr;
}

QStringList ChartsView::keysOf(const QString &metric) const {
    QStringList out = model_.familiesOf(metric);
    if (out.size() < 2) return {metric};
    for (QString &each : out) each.prepend(metric + kOfFamily);
    return out;
}

QString ChartsView::keyOf(const QString &metric, const QString &run) const {
    for (const QString &key : keysOf(metric))
        if (shows(key, run)) return key;
    return metric;
}

bool ChartsView::shows(const QString &key, const QString &run) const {
    const auto family = familyIn(key);
    return !family || model_.familyOf(run, metricOf(key)) == *family;
}

QStringList ChartsView::keys() const {
    QStringList out;
    for (const QString &metric : model_.shownMetrics()) out.append(keysOf(metric));
    return out;
}

void ChartsView::takePoints(const QString &run, const QString &metric, const QVector<QPointF> &points) {
    const auto heldOut = model_.shownBy(metric);
    const QString shown = heldOut.value_or(metric), key = keyOf(shown, run);
    if (heldOut) showHeldOut(key, run);
    if (auto *each = charts_.value(key))
        each->appendPoints(heldOut ? kHeldOut + run : run, points);
    else
        soon_.start(); // the first run of another family
    if ((isGrouped() || model_.isSpread(metric)) && !later_.isActive()) later_.start();
}

bool ChartsView::isGrouped() const {
    return model_.grouping() != Grouping::None;
}

namespace {
/// What a metric tells, and which way is better.
QString meaningOf(const MetricInfo &info) {
    const QString about = methodText(info.effect);
    return info.better == Better::Neither  ? about
           : info.better == Better::Higher ? ChartsView::tr("%1 (higher is better)").arg(about)
                                           : ChartsView::tr("%1 (lower is better)").arg(about);
}
} // namespace

CurveChart *ChartsView::makeChart(const QString &key) {
    const QString metric = metricOf(key);
    const auto family = familyIn(key);
    auto *frame = card(widget());
    auto *inside = new QVBoxLayout(frame);
    inside->setContentsMargins(0, 0, 0, 0);
    const QString name = metric == kPairsWrong ? tr("pairs still wrong") : metric;
    auto *made = new CurveChart(family ? tr("%1 of %2").arg(name, model_.methodsOf(metric, *family)) : name, frame);
    const MetricInfo *info = family ? model_.infoOf(metric, *family) : model_.infoOf(metric);
    if (info) made->setMeaning(methodText(info->unit), meaningOf(*info));
    inside->addWidget(made);
    made->setSmoothing(model_.smoothing());
    made->setXAxis(model_.xAxis());
    connect(made, &CurveChart::cursorMoved, this, &ChartsView::setCursor);
    connect(made, &CurveChart::curveClicked, this,
            [this](const QString &curve, double x) { Q_EMIT curveClicked(runOf(curve), x); });
    connect(made, &CurveChart::menuRequested, this,
            [this](QMenu *menu, const QString &curve, double x) { Q_EMIT menuRequested(menu, runOf(curve), x); });
    return made;
}

void ChartsView::fill(const QString &key) {
    CurveChart *chart = charts_.value(key);
    const QString metric = metricOf(key);
    for (const auto &run : model_.runs()) {
        setCurves(key, run);
        if (!shows(key, run.id)) continue;
        chart->clearPoints(run.id);
        chart->appendPoints(run.id, model_.points(run.id, metric));
        chart->clearPoints(kHeldOut + run.id);
        chart->appendPoints(kHeldOut + run.id, model_.points(run.id, TrainViewModel::heldOutOf(metric)));
    }
    showTrunks(*chart);
}

/// Of a run: what it learns from, and dashed in its colour what it does not learn from.
void ChartsView::setCurves(const QString &key, const TrainViewModel::Run &run) const {
    CurveChart *chart = charts_.value(key);
    if (!shows(key, run.id)) {
        for (const QString &curve : {run.id, kHeldOut + run.id}) chart->removeCurve(curve);
        return;
    }
    const bool visible = model_.isRunVisible(run.id) && !isGrouped();
    chart->setCurve(run.id, run.name, run.colour);
    chart->setCurveVisible(run.id, visible);
    if (!model_.hasPoints(run.id, TrainViewModel::heldOutOf(metricOf(key)))) return;
    chart->setCurve(kHeldOut + run.id, tr("%1, held out").arg(run.name), run.colour + kRunColours);
    chart->setCurveVisible(kHeldOut + run.id, visible);
}

/// A fork shares its beginning with the run that it left: there that run is seen, and the fork leaves it.
void ChartsView::showTrunks(CurveChart &chart) const {
    const QVector<RunValues> runs = model_.trainings();
    for (auto run = runs.crbegin(); run != runs.crend(); ++run) // forks of forks: the oldest lies uppermost
        if (std::any_of(runs.begin(), runs.end(), [&](const RunValues &each) { return each.parent == run->id; }))
            chart.bringForward(run->id);
}

/// Such points of this run may be the first.
void ChartsView::showHeldOut(const QString &key, const QString &id) const {
    if (!charts_.contains(key)) return;
    for (const auto &run : model_.runs())
        if (run.id == id) setCurves(key, run);
}

void ChartsView::rebuild() {
    const QStringList shown = keys();
    for (const QString &old : charts_.keys())
        if (!shown.contains(old)) delete charts_.take(old)->parentWidget();
    for (int i = 0; i < shown.size(); ++i) {
        CurveChart *&made = charts_[shown[i]];
        if (!made) {
            made = makeChart(shown[i]);
            fill(shown[i]);
        }
        // An odd last chart takes the whole row.
        const bool wide = i + 1 == shown.size() && i % 2 == 0;
        grid_->addWidget(made->parentWidget(), i / 2, i % 2, 1, wide ? 2 : 1);
    }
    regroup();
    showMarks();
}

void ChartsView::follow() {
    const QStringList wanted = keys();
    if (QSet<QString>(wanted.begin(), wanted.end()) != QSet<QString>(charts_.keyBegin(), charts_.keyEnd())) rebuild();
}

/// The points that the charts hold are void: they get all of them anew.
void ChartsView::refill() {
    for (auto it = charts_.cbegin(); it != charts_.cend(); ++it) fill(it.key());
    regroup();
    showMarks();
}

/// Which curves there are, under which names, and which of them are seen.
void ChartsView::syncRuns() {
    soon_.start();
    const auto runs = model_.runs();
    QStringList now;
    for (const auto &run : runs) {
        now.append(run.id);
        for (auto it = charts_.cbegin(); it != charts_.cend(); ++it) setCurves(it.key(), run);
    }
    for (const QString &id : std::as_const(inCharts_))
        if (!now.contains(id))
            for (auto *each : std::as_const(charts_))
                for (const QString &curve : {id, kHeldOut + id}) each->removeCurve(curve);
    inCharts_ = now;
    for (auto *each : std::as_const(charts_)) showTrunks(*each);
    showMarks();
}

/// Means and bands of the groups, or the deviation of single runs where they tell one.
void ChartsView::regroup() {
    QStringList now;
    for (const auto &group : model_.groups()) now.append(group.id);
    for (auto it = charts_.cbegin(); it != charts_.cend(); ++it) groupOn(it.key(), *it.value(), now);
    groups_ = now;
}

void ChartsView::groupOn(const QString &key, CurveChart &chart, const QStringList &now) {
    for (const QString &old : std::as_const(groups_))
        if (!now.contains(old)) chart.removeCurve(old);
    const QString metric = metricOf(key);
    for (const auto &group : model_.groups()) {
        const auto band = model_.groupBand(group.name, metric, familyIn(key));
        if (band.isEmpty() && familyIn(key)) {
            chart.removeCurve(group.id);
            continue;
        }
        QVector<QPointF> means;
        for (const BandPoint &each : band) means.append({each.x, each.mean});
        chart.setCurve(group.id, group.name, group.colour);
        chart.clearPoints(group.id);
        chart.appendPoints(group.id, means);
        chart.setBand(group.id, bandOf(band));
    }
    if (!model_.tellsSpread(metric)) return;
    for (const auto &run : model_.runs())
        if (shows(key, run.id))
            chart.setBand(run.id, isGrouped() ? QVector<ChartBand>() : bandOf(model_.deviation(run.id, metric)));
}

void ChartsView::showMarks() {
    for (auto it = charts_.cbegin(); it != charts_.cend(); ++it) {
        QVector<ChartMark> marks;
        for (const RunValues &run : model_.trainings())
            for (const Alarm &alarm : run.alarms)
                if (QString::fromStdString(alarm.metric) == metricOf(it.key()) && model_.isRunVisible(run.id) &&
                    shows(it.key(), run.id))
                    marks.append({model_.placeOf(run.id, alarm.step), alarmText(run.name, alarm)});
        for (const RunValues &run : model_.trainings())
            for (const ChangeValues &change : run.changes)
                if (model_.isRunVisible(run.id) && shows(it.key(), run.id))
                    marks.append({model_.placeOf(run.id, change.step), changeText(run.name, change), false});
        it.value()->setMarks(marks);
    }
}

void ChartsView::fit() {
    canaries_->fit();
    for (auto *each : std::as_const(charts_)) each->fit();
}

void ChartsView::setCursor(std::optional<double> x) {
    canaries_->setCursor(x);
    for (auto *each : std::as_const(charts_)) each->setCursor(x);
}

} // namespace lapidary
