// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/run_logs.h"
#include "widgets/models/wording.h"
#include <QDateTime>
#include <algorithm>

namespace lapidary {

RunLogs::News RunLogs::read(const std::vector<Run> &runs) {
    News news;
    QVector<RunValues> now;
    qsizetype room = kPointsATick;
    for (const Run &run : runs) {
        const auto [it, isNew] = followers_.try_emplace(run.values.id, run.folder, run.values, run.keyMetric);
        RunFollower &follower = it->second;
        follower.poll(run.atWork());
        now.append(shown(run, follower));
        news.notices += follower.takeNotices();
        news.samples += follower.takeSamples();
        news.batches += follower.takeBatches();
        news.scores += follower.takeScores();
        for (CurvePoints &part : follower.takePoints(room)) {
            room -= part.points.size();
            news.points.append(std::move(part));
        }
    }
    addDeaths(now, news.notices);
    news.changed = now != now_;
    now_ = now;
    return news;
}

/// The index knows names and every state but the steps between running and paused; the log knows the rest.
RunValues RunLogs::shown(const Run &run, const RunFollower &follower) {
    RunValues shown = follower.values();
    shown.name = run.values.name;
    shown.ownName = run.values.ownName;
    shown.notes = run.values.notes;
    shown.colour = run.values.colour;
    shown.place = run.values.place;
    shown.device = run.values.device;
    shown.memory = run.values.memory;
    if (!run.atWork() || !isActive(shown.state)) shown.state = run.values.state;
    if (!run.values.error.isEmpty() || isActive(shown.state)) shown.error = run.values.error;
    if (!run.values.note.isEmpty()) shown.note = run.values.note;
    return shown;
}

/// A worker that was killed writes no last line; the owner says it in its stead.
void RunLogs::addDeaths(const QVector<RunValues> &now, QVector<NoticeValues> &notices) const {
    for (const RunValues &run : now) {
        if (run.state != RunState::Interrupted || run.error.isEmpty()) continue;
        const auto before =
            std::find_if(now_.begin(), now_.end(), [&](const RunValues &old) { return old.id == run.id; });
        if (before != now_.end() && before->state == run.state) continue;
        notices.append({double(QDateTime::currentMSecsSinceEpoch()) / 1000, NoticeLevel::Error, run.id, run.error});
    }
}

const RunFollower *RunLogs::find(const QString &run) const {
    const auto it = followers_.find(run);
    return it == followers_.end() ? nullptr : &it->second;
}

void RunLogs::forget(const QString &run) {
    followers_.erase(run);
}

void RunLogs::clear() {
    followers_.clear();
    now_.clear();
}

} // namespace lapidary
