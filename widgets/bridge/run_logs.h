// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/bridge/run_follower.h"
#include <map>
#include <vector>

namespace lapidary {

/// Follows the logs of all runs of a project. Lives on the bridge's thread.
class RunLogs {
public:
    static constexpr qsizetype kPointsATick = 10000; ///< what a window takes without dropping a frame
    /// A run as far as the project's index knows it.
    struct Run {
        RunValues values{};
        fs::path folder{};
        std::string keyMetric{}; ///< of a training: the number that says how it goes
        bool atWork() const {
            return values.state == RunState::Starting || values.state == RunState::Running ||
                   values.state == RunState::Paused;
        }
    };
    /// What is new since the last look.
    struct News {
        bool changed = false; ///< in what now() gives
        QVector<CurvePoints> points{};
        QVector<NoticeValues> notices{};
        QVector<DrawnSample> samples{};
        QVector<StepBatch> batches{};
        QVector<HeldOutScores> scores{};
    };
    News read(const std::vector<Run> &runs);
    const QVector<RunValues> &now() const { return now_; }
    const RunFollower *find(const QString &run) const;
    void forget(const QString &run); ///< it was deleted; one that is made under its id later is another
    void clear();

private:
    static RunValues shown(const Run &run, const RunFollower &follower);
    void addDeaths(const QVector<RunValues> &now, QVector<NoticeValues> &notices) const;
    std::map<QString, RunFollower> followers_{};
    QVector<RunValues> now_{}; ///< as of the last look
};

} // namespace lapidary
