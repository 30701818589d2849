// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/job/run_events.h"
#include "widgets/models/sample_values.h"
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
    const QVector<QPair<double, RunState>> &history() const { return history_; }
    /// What a training sampled, as far as it has not been taken yet.
    QVector<SampleValues> takeSamples() { return std::exchange(samples_, {}); }

private:
    void takeTrunk();
    void apply(const Event &event);
    void applyMetrics(const Event &event);
    void note(const Event &event, NoticeLevel level, const QString &text);
    RunEvents events_;
    bool atWork_ = false, ended_ = false; ///< at the last look; and its log was read to its end since
    RunValues values_;
    QHash<QString, QVector<CurvePoint>> fresh_;
    QVector<NoticeValues> notices_;
    QVector<QPair<double, RunState>> history_;
    void applySample(const Json &body);
    QVector<SampleValues> samples_;
    fs::path folder_;
    std::string keyMetric_;
    CurveAlarms watch_;
    double began_ = -1; ///< time of the first event; for a fork as if it had run the trunk too
    double trunkSeconds_ = 0;
    bool damaged_ = false;
};

} // namespace lapidary
