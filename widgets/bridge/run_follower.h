// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/job/run_events.h"
#include "core/workbench/queue/live_run.h"
#include "widgets/models/values.h"

namespace lapidary {

/// Follows the events of one run and keeps what the window shows of it. Lives on the bridge's thread.
class RunFollower {
public:
    /// `keyMetric`: the number that says how it goes; empty: none is known.
    RunFollower(const fs::path &folder, RunValues start, std::string keyMetric = {});
    /// Reads what is new; true if anything was. A damaged log is told once, in the run's error. Nothing is opened for a
    /// run that is not at work, once all that it has said is read.
    bool poll(bool atWork = true);
    const RunValues &values() const { return values_; }
    RunValues &values() { return values_; }
    /// At most about `limit` of the points that have not been taken yet.
    QVector<CurvePoints> takePoints(qsizetype limit);
    /// What the run said in words since the last call; of very much only the newest.
    QVector<NoticeValues> takeNotices() { return std::exchange(notices_, {}); }
    /// Its states with their times, oldest first.
    QVector<QPair<double, RunState>> history() const;
    /// What a training sampled, as far as it has not been taken yet.
    QVector<DrawnSample> takeSamples() { return std::exchange(samples_, {}); }
    /// The rows behind its steps, in the same way.
    QVector<StepBatch> takeBatches() { return std::exchange(batches_, {}); }
    QVector<HeldOutScores> takeScores() { return std::exchange(scores_, {}); }

private:
    void takeTrunk();
    void takeFork();
    void tellStates();
    void takeStanding();
    void takeNews();
    void takeMetrics(const LoggedMetrics &metrics);
    RunEvents events_;
    bool atWork_ = false, ended_ = false; ///< at the last look; and its log was read to its end since
    LiveRun live_{LiveRun::Keep::News};
    RunValues values_;
    QHash<QString, QVector<CurvePoint>> fresh_;
    QVector<NoticeValues> notices_;
    QVector<DrawnSample> samples_;
    QVector<StepBatch> batches_;
    QVector<HeldOutScores> scores_;
    fs::path folder_;
    std::string keyMetric_;
    bool met_ = false; ///< has said something
    qsizetype toldStates_ = 0;
    bool damaged_ = false;
};

} // namespace lapidary
