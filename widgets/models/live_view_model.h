// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/label_values.h"
#include "widgets/models/values.h"
#include <QObject>
#include <optional>

namespace lapidary {

class LabelViewModel;

/// The run that waits for the labels of the open queue: what it can be given, what it was given, and how a trial of the
/// labels went.
class LiveViewModel : public QObject {
    Q_OBJECT
public:
    explicit LiveViewModel(LabelViewModel &labels, QObject *parent = nullptr);

    // From the session.
    void setGiven(const LiveGivenValues &given);
    void setRefused(const QString &queue, const QString &why);
    void setTrial(const LabelTrialValues &values);
    void clear();

    // What is shown.
    bool isLive() const;          ///< a run waits, or waited, for the labels of the open queue
    const RunValues *run() const; ///< null: it is not known any more
    QString runName() const;
    int step() const;         ///< that the policy had made
    bool isWaiting() const;   ///< paused
    bool takesLabels() const; ///< the labels can be given to it on its way
    int ready() const;        ///< rows of this person's labels that it has not got yet
    int givenRows() const;    ///< that it has
    bool anyLabels() const;   ///< somebody said something
    bool isGiving() const { return giving_; }
    const QString &news() const { return news_; }                           ///< of the last gift; empty: none
    const std::optional<LabelTrialValues> &trial() const { return trial_; } ///< of the open queue

    // What a person does.
    void goOn(); ///< the run gets the labels and goes on
    void tryLabels(int steps, double learningRate);
    void stopTrial();

Q_SIGNALS:
    void changed();
    void trialChanged();
    void giveRequested(const QString &queue);
    void resumeRequested(const QString &run); ///< as it was
    void trialRequested(const lapidary::LabelTrialRequest &asked);
    void trialStopped();

private:
    LabelViewModel &labels_;
    bool giving_ = false;
    bool refused_ = false;     ///< the run would not have them: it goes on without
    QString news_{}, about_{}; ///< about_: the queue that the news and the trial are about
    std::optional<LabelTrialValues> trial_{};
};

} // namespace lapidary
