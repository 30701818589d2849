// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/run_follower.h"
#include "core/base/json.h"
#include "core/config/spec.h"
#include "core/text/answer/finish.h"
#include "core/workbench/stages/run_kind.h"
#include "widgets/bridge/conversions.h"
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

namespace lapidary {

namespace {
constexpr qsizetype kMostAlarms = 50; ///< a run that is broken needs no longer list
}

std::optional<RunState> runStateOf(const std::string &word) {
    static const QHash<QString, RunState> words{
        {"queued", RunState::Queued},       {"starting", RunState::Starting},      {"running", RunState::Running},
        {"paused", RunState::Paused},       {"finished", RunState::Finished},      {"failed", RunState::Failed},
        {"cancelled", RunState::Cancelled}, {"interrupted", RunState::Interrupted}};
    const auto it = words.find(toQt(word));
    return it == words.end() ? std::nullopt : std::optional(*it);
}

RunFollower::RunFollower(const fs::path &folder, RunValues start, std::string keyMetric)
    : reader_(folder / "run.log"), values_(std::move(start)), folder_(folder), keyMetric_(std::move(keyMetric)) {
    values_.note.clear(); // the index told it, and it may be true no more
}

bool RunFollower::poll() {
    if (damaged_) return false;
    const auto events = reader_.next();
    if (!events) {
        damaged_ = true;
        values_.error = toQt(events.error());
        return true;
    }
    if (began_ < 0 && !events->empty()) takeTrunk();
    for (const Event &event : *events) apply(event);
    return !events->empty();
}

/// A fork's curves begin with those of the run that it left.
void RunFollower::takeTrunk() {
    const auto run = readDocument((folder_ / "run.toml").string());
    if (!run || !run->values.contains("fork")) return;
    const Json &fork = run->values["fork"];
    const double step = getNumber(fork, "step").value_or(0);
    RunFollower parent(folder_.parent_path() / getString(fork, "run").value_or(""), {});
    parent.poll();
    for (auto it = parent.fresh_.begin(); it != parent.fresh_.end(); ++it)
        for (const CurvePoint &point : std::as_const(it.value())) {
            if (point.step > step) continue;
            fresh_[it.key()].append(point);
            trunkSeconds_ = std::max(trunkSeconds_, point.seconds);
        }
}

namespace {
/// Logs of other versions may hold anything; what is not a text counts as empty.
std::string word(const Json &body, const char *key) {
    return getString(body, key).value_or(std::string());
}
} // namespace

void RunFollower::apply(const Event &event) {
    if (began_ < 0) began_ = event.time - trunkSeconds_;
    values_.seconds = event.time - began_;
    if (event.type == "metrics") return applyMetrics(event);
    if (event.type == "sample" && isTraining(values_.kind.toStdString())) return applySample(event.body);
    if (event.type == "progress") {
        values_.phase = toQt(word(event.body, "phase"));
        values_.done = getNumber(event.body, "done").value_or(0);
        values_.total = getNumber(event.body, "total").value_or(0);
        values_.etaSeconds = getNumber(event.body, "eta_s").value_or(-1);
    } else if (event.type == "checkpoint") {
        values_.checkpoint = getNumber(event.body, "step").value_or(values_.checkpoint);
    } else if (event.type == "notice") {
        values_.note = toQt(sentenceIn(event.body, "text"));
        const std::string level = word(event.body, "level");
        note(event,
             level == "error"     ? NoticeLevel::Error
             : level == "warning" ? NoticeLevel::Warning
                                  : NoticeLevel::Info,
             values_.note);
    } else if (event.type == "state") {
        values_.state = runStateOf(word(event.body, "state")).value_or(values_.state);
        const auto error = event.body.find("error");
        values_.error = error != event.body.end() && error->is_object() ? toQt(errorFromJson(*error)) : QString();
        if (history_.isEmpty() || history_.last().second != values_.state) history_.append({event.time, values_.state});
        if (!values_.error.isEmpty()) note(event, NoticeLevel::Error, values_.error);
    }
}

void RunFollower::note(const Event &event, NoticeLevel level, const QString &text) {
    constexpr qsizetype kKept = 1000;
    if (notices_.size() >= kKept) notices_.removeFirst();
    notices_.append({event.time, level, values_.id, text});
}

void RunFollower::applyMetrics(const Event &event) {
    const auto step = getNumber(event.body, "step");
    const auto all = event.body.find("values");
    if (!step || all == event.body.end() || !all->is_object()) return;
    const double tokens = getNumber(*all, "num_tokens").value_or(std::numeric_limits<double>::quiet_NaN());
    if (std::isfinite(tokens)) values_.tokens = tokens;
    std::map<std::string, double> values;
    for (const auto &[name, value] : all->items()) {
        if (value.is_number() || value.is_null())
            values[name] = value.is_number() ? value.template get<double>() : std::numeric_limits<double>::quiet_NaN();
        if (!value.is_number()) continue; // NaN is written as null: the line has a gap there
        fresh_[toQt(name)].append({*step, tokens, event.time - began_, value.template get<double>()});
    }
    if (const auto took = values.find("step_time"); took != values.end() && took->second > 0)
        values_.stepSeconds = values_.stepSeconds > 0 ? 0.9 * values_.stepSeconds + 0.1 * took->second : took->second;
    // A run that goes on from a checkpoint logs these steps again: what was said of them is void.
    values_.alarms.removeIf([&](const Alarm &alarm) { return alarm.step >= *step; });
    for (Alarm &alarm : watch_.next(*step, values))
        if (values_.alarms.size() < kMostAlarms) values_.alarms.append(std::move(alarm));
    if (const auto value = getNumber(*all, keyMetric_); value && !keyMetric_.empty())
        values_.keyFigure = QStringLiteral("%1 %2").arg(toQt(keyMetric_)).arg(*value, 0, 'g', 4);
}

void RunFollower::applySample(const Json &body) {
    SampleValues sample{
        .run = values_.id, .prompt = toQt(word(body, "prompt")), .completion = toQt(word(body, "completion"))};
    sample.step = getNumber(body, "step").value_or(0);
    sample.reward = getNumber(body, "reward").value_or(0);
    sample.advantage = getNumber(body, "advantage").value_or(0);
    const std::string finish = word(body, "finish_reason");
    sample.cut = !finish.empty() && !endedItself(finish);
    if (const auto group = body.find("group"); group != body.end())
        sample.group = toQt(group->is_string() ? group->get<std::string>() : dumpJson(*group));
    const auto tokens = body.find("tokens"), logps = body.find("logps");
    if (tokens != body.end() && logps != body.end() && tokens->is_array() && logps->is_array() &&
        tokens->size() == logps->size())
        for (std::size_t i = 0; i < tokens->size(); ++i) {
            if ((*tokens)[i].is_string()) sample.tokenText += toQt((*tokens)[i].get<std::string>());
            sample.tokenEnds.append(int(sample.tokenText.size()));
            sample.logProbs.append((*logps)[i].is_number() ? (*logps)[i].get<float>() : 0.0f);
        }
    samples_.append(std::move(sample));
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
