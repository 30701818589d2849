// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/home_view_model.h"
#include "widgets/models/cost_words.h"
#include "widgets/models/runs_model.h"
#include "widgets/models/train_view_model.h"
#include "widgets/models/wording.h"
#include <algorithm>
#include <cmath>

namespace lapidary {

namespace {
constexpr int kSparkPoints = 120;
}

QVector<QPointF> thinned(const QVector<QPointF> &points, int most) {
    if (points.size() <= most || most < 4) return points;
    QVector<QPointF> out{points.first()};
    const int stretches = (most - 2) / 2;
    const qsizetype inner = points.size() - 2;
    for (int s = 0; s < stretches; ++s) {
        const auto from = points.cbegin() + 1 + inner * s / stretches,
                   to = points.cbegin() + 1 + inner * (s + 1) / stretches;
        if (from == to) continue;
        auto [low, high] =
            std::minmax_element(from, to, [](const QPointF &a, const QPointF &b) { return a.y() < b.y(); });
        if (high < low) std::swap(low, high);
        out.append(*low);
        if (high != low) out.append(*high);
    }
    out.append(points.last());
    return out;
}

HomeViewModel::HomeViewModel(const TrainViewModel &curves, QObject *parent) : QObject(parent), curves_(curves) {
    connect(&curves_, &TrainViewModel::pointsAdded, this, &HomeViewModel::stagesChanged);
    connect(&curves_, &TrainViewModel::curvesRewound, this, &HomeViewModel::stagesChanged);
}

void HomeViewModel::clear() {
    runs_.clear();
    comparison_ = {};
    costs_.clear();
    setGraph({});
}

void HomeViewModel::setGraph(const StageGraphValues &graph) {
    graph_ = graph;
    layout_ = layoutOf(graph_);
    Q_EMIT graphChanged();
}

void HomeViewModel::setRuns(const QVector<RunValues> &runs) {
    runs_.clear();
    for (const RunValues &run : runs) runs_.insert(run.id, run);
    Q_EMIT stagesChanged();
}

void HomeViewModel::setComparison(const ComparisonValues &comparison) {
    comparison_ = comparison;
    Q_EMIT stagesChanged();
}

void HomeViewModel::setCosts(const QVector<StageCost> &costs) {
    costs_ = costs;
    Q_EMIT stagesChanged();
}

bool HomeViewModel::isPaused() const {
    const auto any = [this](RunState state) {
        return std::any_of(runs_.begin(), runs_.end(), [state](const RunValues &run) { return run.state == state; });
    };
    return any(RunState::Paused) && !any(RunState::Running) && !any(RunState::Starting);
}

const RunValues *HomeViewModel::runOf(const StageNode &node) const {
    const auto it = runs_.find(node.run);
    return node.run.isEmpty() || it == runs_.end() ? nullptr : &*it;
}

std::optional<RunState> HomeViewModel::stateOf(const StageNode &node) const {
    const RunValues *run = runOf(node);
    return run ? std::optional(run->state) : std::nullopt;
}

QString HomeViewModel::commonBucket() const {
    QString best;
    int most = 0;
    for (const QString &bucket : comparison_.buckets) {
        const auto asked =
            int(std::count_if(comparison_.arms.begin(), comparison_.arms.end(),
                              [&](const ArmValues &arm) { return comparison_.cell(arm.name, bucket).has_value(); }));
        if (asked <= most) continue;
        most = asked;
        best = bucket;
    }
    return best;
}

namespace {

QString kindWord(StageKind kind) {
    switch (kind) {
    case StageKind::Data:
        return HomeViewModel::tr("Data");
    case StageKind::Model:
        return HomeViewModel::tr("Model");
    case StageKind::Comparison:
        return HomeViewModel::tr("Comparison");
    default:
        return HomeViewModel::tr("Not run yet");
    }
}

QString figureOf(const CellValues &cell) {
    return HomeViewModel::tr("%1 [%2–%3]")
        .arg(percentText(cell.accuracy))
        .arg(100 * cell.low, 0, 'f', 0)
        .arg(100 * cell.high, 0, 'f', 0);
}

} // namespace

StageView HomeViewModel::view(const StageNode &node) const {
    StageView out{.word = kindWord(node.kind)};
    if (const RunValues *run = runOf(node)) {
        out.state = run->state;
        out.word = stateWord(run->state);
        out.figure = run->keyFigure;
        if (out.figure.isEmpty() && run->total > 0)
            out.figure = QStringLiteral("%1 / %2").arg(run->done, 0, 'f', 0).arg(run->total, 0, 'f', 0);
        out.error = run->error;
        out.note = run->note;
        if (isActive(run->state)) out.fraction = fractionOf(*run);
        out.spark = thinned(curves_.points(run->id, curves_.keyMetric(*run)), kSparkPoints);
    }
    const bool works = node.kind != StageKind::Data && node.kind != StageKind::Model;
    for (const StageCost &cost : costs_)
        if (works && !cost.isDone && node.name == QString::fromStdString(cost.name)) out.cost = costText(cost);
    if (node.kind == StageKind::Arm) {
        // The common bucket first; an arm that was not asked there shows its own.
        QStringList buckets = comparison_.buckets;
        buckets.prepend(commonBucket());
        for (const QString &bucket : std::as_const(buckets)) {
            out.accuracy = comparison_.cell(node.name, bucket);
            if (!out.accuracy) continue;
            out.bucket = bucket;
            out.figure = figureOf(*out.accuracy);
            break;
        }
    } else if (node.kind == StageKind::Comparison) {
        int arms = 0, done = 0;
        for (const StageNode &each : graph_.nodes) {
            if (each.kind != StageKind::Arm) continue;
            ++arms;
            const RunValues *run = runOf(each);
            done += run && run->state == RunState::Finished;
        }
        out.figure = tr("%1 of %2 arms").arg(done).arg(arms);
        if (arms > 0 && done == arms) out.state = RunState::Finished;
    }
    return out;
}

} // namespace lapidary
