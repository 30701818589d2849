// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/live_view_model.h"
#include "core/workbench/labels/label_export.h"
#include "widgets/models/label_view_model.h"
#include <algorithm>

namespace lapidary {

namespace {

QString givenText(const LiveGivenValues &given) {
    if (given.rows == 0) return LiveViewModel::tr("The run goes on as it was.");
    const QString learnt =
        given.rows == 1
            ? LiveViewModel::tr("One label is learnt from step %1 on.").arg(given.fromStep)
            : LiveViewModel::tr("%1 labels are learnt from step %2 on.").arg(given.rows).arg(given.fromStep);
    const QString left = given.leftOut > 0
                             ? LiveViewModel::tr("Left out as too long: %1.").arg(given.leftOut) + QLatin1Char(' ')
                             : QString();
    return learnt + QLatin1Char(' ') + left + LiveViewModel::tr("The run goes on.");
}

} // namespace

LiveViewModel::LiveViewModel(LabelViewModel &labels, QObject *parent) : QObject(parent), labels_(labels) {
    connect(&labels_, &LabelViewModel::queueOpened, this, [this] {
        if (about_ != labels_.queue()) clear();
        about_ = labels_.queue();
        Q_EMIT changed();
    });
    connect(&labels_, &LabelViewModel::shownChanged, this, &LiveViewModel::changed);
    connect(&labels_, &LabelViewModel::savedChanged, this, &LiveViewModel::changed);
    connect(&labels_, &LabelViewModel::sourcesChanged, this, [this] {
        if (!isWaiting()) giving_ = false;
        Q_EMIT changed();
    });
}

void LiveViewModel::clear() {
    giving_ = refused_ = false;
    news_.clear();
    if (trial_) Q_EMIT trialStopped();
    trial_.reset();
    Q_EMIT changed();
    Q_EMIT trialChanged();
}

bool LiveViewModel::isLive() const {
    return !labels_.live().run.empty();
}

const RunValues *LiveViewModel::run() const {
    const QString id = QString::fromStdString(labels_.live().run);
    const auto &all = labels_.sources();
    const auto found = std::find_if(all.begin(), all.end(), [&](const RunValues &each) { return each.id == id; });
    return found == all.end() ? nullptr : &*found;
}

QString LiveViewModel::runName() const {
    return run() ? run()->name : QString::fromStdString(labels_.live().run);
}

int LiveViewModel::step() const {
    return int(labels_.live().step);
}

bool LiveViewModel::isWaiting() const {
    return run() && run()->state == RunState::Paused;
}

bool LiveViewModel::takesLabels() const {
    return !labels_.live().takes.empty() && labels_.live().takes == labels_.desk().state().kind().makes(2);
}

int LiveViewModel::ready() const {
    if (!isLive() || refused_) return 0;
    const LabelRows made = labelRows({{labels_.annotator().toStdString(), labels_.desk().state()}});
    return int(std::count_if(made.rows.begin(), made.rows.end(), [&](const Json &row) {
        return !labels_.given().contains(row.value("id", std::string()));
    }));
}

bool LiveViewModel::anyLabels() const {
    return labels_.figures().done > 0;
}

int LiveViewModel::givenRows() const {
    return int(labels_.given().size());
}

void LiveViewModel::goOn() {
    if (!isWaiting() || giving_ || labels_.isReadOnly()) return;
    giving_ = true;
    news_.clear();
    Q_EMIT changed();
    if (takesLabels() && !refused_)
        Q_EMIT giveRequested(labels_.queue());
    else
        Q_EMIT resumeRequested(run()->id);
}

void LiveViewModel::setGiven(const LiveGivenValues &given) {
    giving_ = false;
    labels_.addGiven(given.queue, given.ids);
    if (given.queue == labels_.queue()) news_ = givenText(given);
    Q_EMIT changed();
}

void LiveViewModel::setRefused(const QString &queue, const QString &why) {
    giving_ = false;
    refused_ = queue == labels_.queue();
    if (refused_) news_ = tr("The run did not take the labels, and waits. %1").arg(why);
    Q_EMIT changed();
}

void LiveViewModel::tryLabels(int steps, double learningRate) {
    trial_ = LabelTrialValues{.queue = labels_.queue()};
    Q_EMIT trialChanged();
    Q_EMIT trialRequested({.queue = labels_.queue(), .steps = steps, .learningRate = learningRate});
}

void LiveViewModel::stopTrial() {
    Q_EMIT trialStopped();
}

void LiveViewModel::setTrial(const LabelTrialValues &values) {
    if (!trial_ || values.queue != trial_->queue) return; // of a queue that was left
    trial_ = values;
    Q_EMIT trialChanged();
}

} // namespace lapidary
