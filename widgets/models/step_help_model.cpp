// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/step_help_model.h"
#include "widgets/models/label_view_model.h"
#include <algorithm>
#include <utility>

namespace lapidary {

StepHelpModel::StepHelpModel(LabelViewModel &labels, QObject *parent) : QObject(parent), labels_(labels) {
    connect(&labels_, &LabelViewModel::shownChanged, this, &StepHelpModel::look);
    connect(&labels_, &LabelViewModel::queueOpened, this, [this] {
        if (help_.queue != labels_.queue()) clear();
    });
}

void StepHelpModel::clear() {
    help_ = {};
    asked_.clear();
    news_.clear();
    Q_EMIT changed();
}

void StepHelpModel::setHelp(const StepHelpValues &help) {
    if (help.queue != labels_.queue()) return;
    const StepHelpValues before = std::exchange(help_, help);
    news_ = help.problem;
    for (const auto &[item, scores] : before.queue == help.queue ? before.scores : AllStepScores())
        for (const StepScores &each : scores) { // what was asked for is in no file
            auto &all = help_.scores[item];
            const bool known = std::any_of(all.begin(), all.end(), [&](const StepScores &other) {
                return other.by == each.by && other.name == each.name;
            });
            if (!known) all.push_back(each);
        }
    look();
}

/// That it was seen is written down once for each item.
void StepHelpModel::look() {
    if (!shown().empty()) labels_.seeMachine();
    Q_EMIT changed();
}

std::vector<StepScores> StepHelpModel::shown() const {
    const LabelItem *item = labels_.desk().item();
    if (!item || !labels_.suggestionsShown() || help_.queue != labels_.queue()) return {};
    const auto found = help_.scores.find(item->id);
    return found == help_.scores.end() ? std::vector<StepScores>() : found->second;
}

bool StepHelpModel::mayBeAsked() const {
    const LabelItem *item = labels_.desk().item();
    return item && labels_.stopped().isEmpty() && (!help_.scorers.isEmpty() || (help_.rollouts && labels_.hasModel()));
}

void StepHelpModel::ask(const QString &run) {
    if (!mayBeAsked() || isAsked()) return;
    const LabelItem item = *labels_.desk().item();
    asked_ = item.id;
    news_ = run.isEmpty() ? tr("The model goes on behind each step…") : tr("The model scores the steps…");
    labels_.showSuggestions(true);
    Q_EMIT changed();
    Q_EMIT askRequested(labels_.queue(), item, run);
}

void StepHelpModel::setScores(const StepScoresValues &values) {
    if (values.queue != help_.queue) return;
    if (!values.problem.isEmpty()) {
        asked_.clear();
        news_ = tr("Nobody says anything of the steps: %1").arg(values.problem);
        Q_EMIT changed();
        return;
    }
    auto &all = help_.scores[values.item];
    std::erase_if(
        all, [&](const StepScores &each) { return each.by == values.scores.by && each.name == values.scores.name; });
    all.insert(all.begin(), values.scores);
    news_ = values.done < values.of ? tr("%1 of %2 steps").arg(values.done).arg(values.of) : QString();
    if (values.done == values.of) asked_.clear();
    look();
}

} // namespace lapidary
