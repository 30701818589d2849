// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/job/run_log.h"
#include "widgets/models/values.h"

namespace lapidary {

/// Follows the log of one run and keeps what the window shows of it. Lives on the bridge's thread.
class RunFollower {
public:
    RunFollower(const fs::path &folder, RunValues start);
    /// Reads what is new; true if anything was. A damaged log is told once, in the run's error.
    bool poll();
    const RunValues &values() const { return values_; }
    RunValues &values() { return values_; }
    /// At most about `limit` of the points that have not been taken yet.
    QVector<CurvePoints> takePoints(qsizetype limit);

private:
    void takeTrunk();
    void apply(const Event &event);
    void applyMetrics(const Event &event);
    RunLogReader reader_;
    RunValues values_;
    QHash<QString, QVector<CurvePoint>> fresh_;
    fs::path folder_;
    double began_ = -1; ///< time of the first event; for a fork as if it had run the trunk too
    double trunkSeconds_ = 0;
    bool damaged_ = false;
};

} // namespace lapidary
