// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/label_values.h"
#include <QObject>

namespace lapidary {

class LabelViewModel;

/// What machines say of the steps of the chain on show: process reward models, and where models get from each step.
/// It stands beside the steps while suggestions are shown, and a verdict that is given then is not unaided.
class StepHelpModel : public QObject {
    Q_OBJECT
public:
    explicit StepHelpModel(LabelViewModel &labels, QObject *parent = nullptr);

    // From the session.
    void setHelp(const StepHelpValues &help);
    void setScores(const StepScoresValues &values);
    void clear();

    // What is shown.
    std::vector<StepScores> shown() const; ///< of the item on show; none while they are not to be seen
    const StepHelpValues &help() const { return help_; }
    bool mayBeAsked() const; ///< somebody can be asked about the item on show
    bool isAsked() const { return !asked_.empty(); }
    const QString &news() const { return news_; } ///< how a question stands, or why it has no answer

    /// Asks the model that a run left, or for rollouts where `run` is empty, and shows what is said.
    void ask(const QString &run);

Q_SIGNALS:
    void changed();
    void askRequested(const QString &queue, const lapidary::LabelItem &item, const QString &run);

private:
    void look();
    LabelViewModel &labels_;
    StepHelpValues help_{};
    std::string asked_{}; ///< the item that somebody is asked about
    QString news_{};
};

} // namespace lapidary
