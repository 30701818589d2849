// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/run_follower.h"
#include "core/base/json.h"
#include "core/config/spec.h"
#include "core/workbench/curves/run_curves.h"
#include "core/workbench/stages/run_kind.h"
#include "widgets/bridge/conversions.h"
#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace lapidary {

std::optional<RunState> runStateOf(const std::string &word) {
    static const QHash<QString, RunState> words{
        {"queued", RunState::Queued},       {"starting", RunState::Starting},      {"running", RunState::Running},
        {"paused", RunState::Paused},       {"finished", RunState::Finished},      {"failed", RunState::Failed},
        {"cancelled", RunState::Cancelled}, {"interrupted", RunState::Interrupted}};
    const auto it = words.find(toQt(word));
    return it == words.end() ? std::nullopt : std::optional(*it);
}

RunFollower::RunFollower(const fs::path &folder, RunValues start, std::string keyMetric)
    : events_(folder), values_(std::move(start)), folder_(folder), keyMetric_(std::move(keyMetric)) {
    values_.note.clear(); // the index told it, and it may be true no more
}

bool RunFollower::poll(bool atWork) {
    if (damaged_) return false;
    if (std::exchange(atWork_, atWork) != atWork) {
        ended_ = false;
        atWork ? events_.wake() : events_.hangUp();
    }
    if (ended_) return false;
    const auto events = events_.next();
    if (!events) {
        damaged_ = true;
        values_.error = toQt(events.error());
        return true;
    }
    ended_ = !atWork && events->empty();
    if (events->empty()) return false;
    if (!std::exchange(met_, true)) takeTrunk();
    for (const Event &event : *events) live_.see(event);
    takeStanding();
    takeNews();
    return true;
}

/// The run that a fork left.
void RunFollower::takeFork() {
    const auto document = readDocument((folder_ / "run.toml").string());
    const Json fork = document ? document->values.value("fork", Json()) : Json();
    if (!fork.is_object()) return;
    values_.parent = toQt(getString(fork, "run").value_or(""));
    values_.forkStep = getNumber(fork, "step").value_or(0);
}

/// A fork's curves begin with those of the run that it left.
void RunFollower::takeTrunk() {
    takeFork();
    const auto trunk = trunkOf(folder_);
    for (const LoggedMetrics &each : trunk) takeMetrics(each);
    if (!trunk.empty()) live_ = LiveRun(LiveRun::Keep::News, trunk.back().seconds);
}

void RunFollower::takeStanding() {
    const RunStanding &now = live_.standing();
    values_.state = runStateOf(now.state).value_or(values_.state);
    if (now.error || !now.state.empty()) values_.error = now.error ? toQt(*now.error) : QString();
    values_.phase = toQt(now.phase);
    values_.done = now.done;
    values_.total = now.total;
    values_.etaSeconds = now.etaSeconds;
    values_.note = toQt(now.lastNotice);
    values_.seconds = now.seconds;
    values_.tokens = now.tokens;
    values_.stepSeconds = now.stepSeconds;
    values_.checkpoint = now.checkpoint;
    values_.alarms = QVector<Alarm>(now.alarms.begin(), now.alarms.end());
    values_.changes.clear();
    for (const LoggedChange &each : now.changes) values_.changes.append(toQt(each));
    if (const auto key = now.metrics.find(keyMetric_); key != now.metrics.end())
        values_.keyFigure = QStringLiteral("%1 %2").arg(toQt(keyMetric_)).arg(key->second, 0, 'g', 4);
}

namespace {

struct StateWords {
    Q_DECLARE_TR_FUNCTIONS(RunFollower)
};

/// What the log of the window says of a change of state; empty where another line says it already.
QString changeText(RunState before, RunState now, const RunValues &run) {
    const QString at = run.done > 0 && run.total > 0
                           ? StateWords::tr(" at %1 of %2").arg(run.done, 0, 'f', 0).arg(run.total, 0, 'f', 0)
                           : QString();
    switch (now) {
    case RunState::Running:
        return before == RunState::Paused     ? StateWords::tr("Goes on%1.").arg(at)
               : before == RunState::Starting ? StateWords::tr("Started.")
                                              : StateWords::tr("Started again.");
    case RunState::Paused:
        return StateWords::tr("Paused%1.").arg(at);
    case RunState::Finished:
        return run.keyFigure.isEmpty() ? StateWords::tr("Finished.")
                                       : StateWords::tr("Finished: %1.").arg(run.keyFigure);
    case RunState::Cancelled:
        return StateWords::tr("Stopped%1.").arg(at);
    default:
        return {};
    }
}

} // namespace

/// Starts, pauses and ends stand in the log beside what the run says itself.
void RunFollower::tellStates() {
    const auto all = history();
    for (; toldStates_ < all.size(); ++toldStates_) {
        const auto &[time, state] = all[toldStates_];
        const RunState before = toldStates_ > 0 ? all[toldStates_ - 1].second : RunState::Starting;
        if (const QString text = changeText(before, state, values_); !text.isEmpty())
            notices_.append({time, NoticeLevel::Info, values_.id, text});
    }
}

void RunFollower::takeNews() {
    constexpr qsizetype kKept = 1000;
    tellStates();
    RunNews news = live_.takeNews();
    for (const LoggedMetrics &each : news.metrics) takeMetrics(each);
    for (const RunNotice &each : news.notices)
        notices_.append({each.time,
                         each.level == "error"     ? NoticeLevel::Error
                         : each.level == "warning" ? NoticeLevel::Warning
                                                   : NoticeLevel::Info,
                         values_.id, toQt(each.text)});
    if (notices_.size() > kKept) notices_.remove(0, notices_.size() - kKept);
    if (!isTraining(values_.kind.toStdString())) return;
    for (DrawnSample &each : news.samples) {
        each.run = values_.id.toStdString();
        samples_.append(std::move(each));
    }
    for (StepBatch &each : news.batches) {
        each.run = values_.id.toStdString();
        batches_.append(std::move(each));
    }
    for (HeldOutScores &each : news.heldOut) {
        each.run = values_.id.toStdString();
        scores_.append(std::move(each));
    }
}

/// Where a value was not finite, the line has a gap.
void RunFollower::takeMetrics(const LoggedMetrics &metrics) {
    for (const auto &[name, value] : metrics.values)
        if (std::isfinite(value)) fresh_[toQt(name)].append({metrics.step, metrics.tokens, metrics.seconds, value});
}

QVector<QPair<double, RunState>> RunFollower::history() const {
    QVector<QPair<double, RunState>> out;
    for (const auto &[time, word] : live_.standing().history)
        if (const auto state = runStateOf(word)) out.append({time, *state});
    return out;
}

QVector<CurvePoints> RunFollower::takePoints(qsizetype limit) {
    QVector<CurvePoints> out;
    for (auto it = fresh_.begin(); it != fresh_.end() && limit > 0;) {
        const qsizetype take = std::min(limit, it->size());
        limit -= take;
        if (take == it->size()) {
            out.append({values_.id, it.key(), std::move(it.value())});
            it = fresh_.erase(it);
        } else {
            out.append({values_.id, it.key(), it->first(take)});
            it->remove(0, take);
        }
    }
    return out;
}

} // namespace lapidary
