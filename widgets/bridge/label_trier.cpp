// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/label_trier.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/warm_worker.h"

namespace lapidary {

namespace {

LabelTrialValues valuesOf(const TrialResult &result, const QString &queue) {
    LabelTrialValues out{.queue = queue,
                         .phase = LabelTrialValues::Done,
                         .method = toQt(result.method),
                         .labels = int(result.labels),
                         .steps = int(result.steps),
                         .firstLoss = result.firstLoss,
                         .lastLoss = result.lastLoss};
    for (const TriedAnswer &each : result.answers)
        out.answers.append({toQt(each.prompt), toQt(each.before), toQt(each.after)});
    return out;
}

} // namespace

LabelTrier::LabelTrier(QObject *parent) : QObject(parent), there_(new QObject) {
    there_->moveToThread(&thread_);
    connect(&thread_, &QThread::finished, there_, &QObject::deleteLater);
    thread_.setObjectName(QStringLiteral("label trier"));
    thread_.start();
}

LabelTrier::~LabelTrier() {
    stop_ = true;
    thread_.quit();
    thread_.wait();
}

void LabelTrier::begin(const QString &queue, const LabelTrial &trial) {
    stop_ = false;
    QMetaObject::invokeMethod(
        there_, [this, queue, trial] { run(queue, trial); }, Qt::QueuedConnection);
}

void LabelTrier::run(const QString &queue, const LabelTrial &trial) {
    const WarmWorker worker;
    const auto reached = [&](TrialPhase phase) {
        const auto shown = phase == TrialPhase::Copying    ? LabelTrialValues::Copying
                           : phase == TrialPhase::Learning ? LabelTrialValues::Learning
                                                           : LabelTrialValues::Answering;
        Q_EMIT moved({.queue = queue, .phase = shown, .method = QString::fromStdString(trial.method)});
    };
    const auto result =
        runTrial(trial, [&](const Json &request, const auto &cancelled) { return worker.ask(request, cancelled); },
                 {.cancelled = [this] { return stop_.load(); }, .reached = reached});
    if (result)
        Q_EMIT moved(valuesOf(*result, queue));
    else
        Q_EMIT moved({.queue = queue,
                      .phase = LabelTrialValues::Failed,
                      .problem = result.error().code == kCancelled ? QString() : toQt(result.error())});
}

} // namespace lapidary
