// SPDX-License-Identifier: GPL-3.0-or-later
// What a training will cost: the other half of LaunchViewModel.
#include "core/workbench/experiment/run_cost.h"
#include "widgets/models/launch_view_model.h"
#include "widgets/models/wording.h"
#include <algorithm>
#include <cmath>

namespace lapidary {

namespace {

QString sizeText(qint64 bytes) {
    return bytes < (qint64(1) << 30) ? QStringLiteral("%1 MiB").arg(double(bytes) / (1 << 20), 0, 'f', 0)
                                     : QStringLiteral("%1 GiB").arg(double(bytes) / (1 << 30), 0, 'f', 1);
}

QString stepText(double seconds) {
    return seconds < 1 ? LaunchViewModel::tr("%1 ms").arg(seconds * 1000, 0, 'f', 0)
                       : LaunchViewModel::tr("%1 s").arg(seconds, 0, 'f', 1);
}

QString wholeText(double seconds) {
    return seconds < 1 ? LaunchViewModel::tr("less than a second")
                       : LaunchViewModel::tr("about %1").arg(durationText(seconds));
}

} // namespace

const ModelChoice *LaunchViewModel::chosenModel() const {
    if (!planning_) return nullptr;
    const QString wanted = origin_ == Origin::Fork ? parentName() : model_; // a fork is as large as its parent
    for (const ModelChoice &each : planning_->models)
        if (each.name == wanted && each.trouble.isEmpty()) return &each;
    return nullptr;
}

Json LaunchViewModel::resolved() const {
    Json config = Json::object();
    for (const FieldSpec &field : spec())
        config[field.name] = given_.contains(field.name) ? given_.at(field.name) : field.defaultValue;
    return config;
}

LaunchEstimate LaunchViewModel::estimate() const {
    LaunchEstimate out;
    if (!planning_ || wrongFields_ > 0) return out;
    const Json config = resolved();
    out.freeMemory = planning_->freeMemory;
    const MethodInfo *method = planning_->catalogue.algorithm(algorithm_.toStdString());
    if (const ModelChoice *model = chosenModel(); model && method) {
        JobShape shape{.method = method,
                       .config = config,
                       .size = model->size,
                       .longestText = facts_.rows > 0 ? facts_.longestText : 1024};
        for (const PortChoice &port : ports())
            for (const ModelChoice &each : planning_->models)
                if (!port.chosen.isEmpty() && each.name == port.chosen) {
                    shape.others.push_back(each.size);
                    shape.given.insert(port.port.toStdString());
                }
        out.memory = estimateMemory(shape);
    }
    if (numberIn(config, "max_steps", -1) >= 0 || facts_.rows > 0)
        out.steps = std::max(0.0, stepsOf(config, double(facts_.rows)) - double(step_));
    // The newest run that did the same work tells best; its time is scaled by the rows of a step.
    for (auto plan = planning_->runs.crbegin(); plan != planning_->runs.crend(); ++plan) {
        const bool same =
            plan->algorithm == algorithm_ && (plan->id == parent_ || (!model_.isEmpty() && plan->model == model_));
        if (!same) continue;
        if (plan->memoryPeak > 0 && out.measuredMemory == 0 && rowsPerStep(plan->config) == rowsPerStep(config)) {
            out.measuredMemory = plan->memoryPeak;
            out.measuredMemoryIn = plan->name;
        }
        const auto run =
            std::find_if(runs_.begin(), runs_.end(), [&](const RunValues &each) { return each.id == plan->id; });
        if (run == runs_.end() || run->stepSeconds <= 0 || out.stepSeconds > 0) continue;
        out.stepSeconds = run->stepSeconds * rowsPerStep(config) / rowsPerStep(plan->config);
        out.measuredIn = plan->name;
    }
    return out;
}

void LaunchViewModel::measure() {
    if (!canStart() || measuring_) return;
    measuring_ = true;
    measured_.reset();
    measuredTables_ = tables();
    Q_EMIT dryRunRequested(measuredTables_, name_);
    Q_EMIT changed();
}

void LaunchViewModel::endMeasure() {
    if (!measuring_) return;
    measuring_ = false;
    Q_EMIT dryRunEnded();
    Q_EMIT changed();
}

void LaunchViewModel::setDryRun(const DryRunValues &values) {
    if (!measuring_) return;
    measuring_ = false;
    measured_ = values;
    Q_EMIT changed();
}

QString LaunchViewModel::measuredText() const {
    if (measuring_) return tr("A worker takes three steps on the longest rows …");
    if (!measured_) return tr("A few real steps tell more than an estimate.");
    if (!measured_->trouble.isEmpty()) return measured_->trouble;
    if (measuredTables_ != tables()) return tr("It was measured with other settings. Measure again.");
    QString text = tr("On the %1 longest rows: %2 at most, %3 a step.")
                       .arg(measured_->rows)
                       .arg(sizeText(measured_->memory), stepText(measured_->stepSeconds));
    if (const double steps = estimate().steps; steps > 0 && measured_->stepSeconds > 0)
        text +=
            QLatin1Char(' ') +
            tr("All %1 steps at this pace: %2.").arg(steps, 0, 'f', 0).arg(wholeText(steps * measured_->stepSeconds));
    return text;
}

QString LaunchViewModel::memoryText() const {
    const LaunchEstimate all = estimate();
    if (wrongFields_ > 0) return tr("Told when the fields are right.");
    if (all.memory == 0) return tr("Not known: choose a model.");
    QString text = all.memory <= all.freeMemory
                       ? tr("%1 by estimate; %2 are free.").arg(sizeText(all.memory), sizeText(all.freeMemory))
                       : tr("%1 by estimate, but only %2 are free: it will wait, or not start. Lower "
                            "per_device_train_batch_size or max_length.")
                             .arg(sizeText(all.memory), sizeText(all.freeMemory));
    if (all.measuredMemory > 0)
        text += QLatin1Char(' ') + tr("%1 held at most %2.").arg(all.measuredMemoryIn, sizeText(all.measuredMemory));
    if (facts_.rows == 0 && origin_ != Origin::Fork)
        text += QLatin1Char(' ') + tr("The rows are not there yet; 1,024 tokens are assumed for the longest.");
    return text;
}

QString LaunchViewModel::timeText() const {
    const LaunchEstimate all = estimate();
    if (wrongFields_ > 0) return tr("Told when the fields are right.");
    if (!facts_.trouble.isEmpty() && all.steps == 0) return facts_.trouble;
    if (all.steps == 0) return tr("Not known: the rows of the data are not there yet.");
    const QString steps = all.steps == 1 ? tr("1 step") : tr("%1 steps").arg(all.steps, 0, 'f', 0);
    if (all.stepSeconds <= 0)
        return tr("%1. No earlier run of %2 on this model tells how long a step takes; the first steps will.")
            .arg(steps, algorithm_);
    const QString each = stepText(all.stepSeconds);
    const QString one = tr("%1, %2: a step took %3 in %4.").arg(steps, wholeText(all.seconds()), each, all.measuredIn);
    if (runCount() == 1) return one;
    return one + QLatin1Char(' ') +
           tr("All %1 runs, one after the other: %2.").arg(runCount()).arg(wholeText(runCount() * all.seconds()));
}

} // namespace lapidary
