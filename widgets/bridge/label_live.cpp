// SPDX-License-Identifier: GPL-3.0-or-later
// Labels for a run that waits for them: what its policy says now, the labels that it is given, and what they would do.
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/label_trier.h"
#include "widgets/bridge/live_policy.h"
#include "widgets/bridge/open_project.h"
#include "widgets/bridge/project_labels.h"

namespace lapidary {

LivePolicy &ProjectLabels::policy() {
    if (policy_) return *policy_;
    policy_ = new LivePolicy(open_, this);
    connect(policy_, &LivePolicy::progressed, this, &ProjectLabels::policyAsked);
    connect(policy_, &LivePolicy::silent, this, &ProjectLabels::policySilent);
    connect(policy_, &LivePolicy::given, this, &ProjectLabels::labelsGiven);
    connect(policy_, &LivePolicy::refused, this, &ProjectLabels::labelsRefused);
    connect(policy_, &LivePolicy::made, this, [this](const QString &queue) {
        listQueues();
        Q_EMIT policyAnswered(queue);
    });
    return *policy_;
}

void ProjectLabels::askPolicy(const LiveRequest &asked) {
    if (!open_) return;
    if (const auto &why = open_->readOnly())
        Q_EMIT policySilent(toQt(*why));
    else
        policy().ask(asked);
}

void ProjectLabels::cancelPolicy() {
    if (policy_) policy_->cancel();
}

void ProjectLabels::giveLabels(const QString &queue) {
    if (!open_) return;
    if (const auto &why = open_->readOnly())
        Q_EMIT labelsRefused(queue, toQt(*why));
    else
        policy().give(queue);
}

void ProjectLabels::tryLabels(const LabelTrialRequest &asked) {
    if (!open_) return;
    const auto trial =
        prepareTrial(*open_, fromQt(asked.queue), {.steps = asked.steps, .learningRate = asked.learningRate});
    if (!trial) {
        Q_EMIT trialMoved({.queue = asked.queue, .phase = LabelTrialValues::Failed, .problem = toQt(trial.error())});
        return;
    }
    if (!trier_) {
        trier_ = std::make_unique<LabelTrier>();
        connect(trier_.get(), &LabelTrier::moved, this, &ProjectLabels::trialMoved);
    }
    trier_->begin(asked.queue, *trial);
}

void ProjectLabels::cancelTrial() {
    if (trier_) trier_->stop();
}

} // namespace lapidary
