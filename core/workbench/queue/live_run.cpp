// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/queue/live_run.h"
#include <cmath>
#include <cstdio>

namespace lapidary {
namespace {

constexpr std::size_t kMostWarnings = 100, kMostNotices = 1000;
constexpr std::size_t kMostAlarms = 50; ///< a run that is broken needs no longer list
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Logs of other versions may hold anything; what is not a text counts as empty.
std::string word(const Json &body, const char *key) {
    return getString(body, key).value_or(std::string());
}

} // namespace

std::string describe(const LoggedChange &change) {
    char step[32];
    std::snprintf(step, sizeof step, "%.0f", change.step);
    return std::string("behind step ") + step + " " + change.field + " is " + dumpJson(change.after) + " instead of " +
           dumpJson(change.before);
}

void LiveRun::startAgain() {
    standing_.state.clear();
    standing_.error.reset();
}

void LiveRun::see(const Event &event) {
    if (!began_) began_ = event.time - before_;
    standing_.seconds = event.time - *began_;
    if (event.type == "metrics") return seeMetrics(event);
    if (event.type == "state") return seeState(event);
    if (event.type == "notice") return seeNotice(event);
    if (event.type == "progress") {
        standing_.phase = word(event.body, "phase");
        standing_.done = getNumber(event.body, "done").value_or(0);
        standing_.total = getNumber(event.body, "total").value_or(0);
        standing_.etaSeconds = getNumber(event.body, "eta_s").value_or(-1);
    } else if (event.type == "checkpoint")
        standing_.checkpoint = getNumber(event.body, "step").value_or(standing_.checkpoint);
    else if (event.type == "changed")
        seeChange(event.body);
    else if (event.type == "added")
        seeAdded(event);
    else if (event.type == "sample" && keep_ == Keep::News)
        news_.samples.push_back(drawnSample(event.body));
    else if (event.type == "batch" && keep_ == Keep::News && tellsScores(event.body))
        news_.heldOut.push_back(heldOutScores(event.body));
    else if (event.type == "batch" && keep_ == Keep::News)
        news_.batches.push_back(stepBatch(event.body));
    else if (event.type == "result")
        standing_.result = event.body;
}

void LiveRun::seeState(const Event &event) {
    standing_.state = word(event.body, "state");
    standing_.error.reset();
    if (const auto error = event.body.find("error"); error != event.body.end() && error->is_object())
        standing_.error = errorFromJson(*error);
    standing_.peakMemory = getNumber(event.body, "peak_memory").value_or(standing_.peakMemory);
    // It goes on from a checkpoint, and with it from the settings that this one knows.
    if (const auto from = getNumber(event.body, "from_step"))
        std::erase_if(standing_.changes, [&](const LoggedChange &each) { return each.step > *from; });
    auto &history = standing_.history;
    if (!standing_.state.empty() && (history.empty() || history.back().second != standing_.state))
        history.emplace_back(event.time, standing_.state);
    if (standing_.error) tell({event.time, "error", told(*standing_.error)});
}

void LiveRun::seeChange(const Json &body) {
    const auto step = getNumber(body, "step");
    const std::string field = word(body, "field");
    if (!step || field.empty()) return;
    standing_.changes.push_back({*step, field, body.value("old", Json()), body.value("new", Json())});
}

/// Rows that a paused run was given: whose labels they are, and from which step on they are learnt.
void LiveRun::seeAdded(const Event &event) {
    const auto rows = getInteger(event.body, "rows"), from = getInteger(event.body, "from_step");
    if (!rows || !from) return; // of another version
    const std::string labels = word(event.body, "labels");
    tell({event.time, "info",
          labels.empty()
              ? Sentence{"Rows were added ({0}); they are learnt from step {1} on.", *rows, *from}
              : Sentence{"Labels of “{0}” were added ({1}); they are learnt from step {2} on.", labels, *rows, *from}});
}

void LiveRun::seeNotice(const Event &event) {
    standing_.lastNotice = sentenceIn(event.body, "text");
    const std::string level = word(event.body, "level");
    if (level != "info" && !standing_.lastNotice.empty() && standing_.notices.size() < kMostWarnings)
        standing_.notices.push_back(standing_.lastNotice);
    tell({event.time, level, standing_.lastNotice});
}

void LiveRun::tell(RunNotice notice) {
    if (keep_ != Keep::News) return;
    if (news_.notices.size() >= kMostNotices) news_.notices.erase(news_.notices.begin());
    news_.notices.push_back(std::move(notice));
}

void LiveRun::seeMetrics(const Event &event) {
    const auto step = getNumber(event.body, "step");
    const auto all = event.body.find("values");
    if (!step || all == event.body.end() || !all->is_object()) return;
    LoggedMetrics metrics{.step = *step,
                          .tokens = getNumber(*all, "num_tokens").value_or(kNaN),
                          .seconds = standing_.seconds,
                          .time = event.time};
    for (const auto &[name, value] : all->items()) {
        if (!value.is_number() && !value.is_null()) continue; // NaN is written as null
        metrics.values[name] = value.is_number() ? value.template get<double>() : kNaN;
        if (value.is_number()) standing_.metrics[name] = value.template get<double>();
    }
    if (std::isfinite(metrics.tokens)) standing_.tokens = metrics.tokens;
    if (const auto took = metrics.values.find("step_time"); took != metrics.values.end() && took->second > 0)
        standing_.stepSeconds =
            standing_.stepSeconds > 0 ? 0.9 * standing_.stepSeconds + 0.1 * took->second : took->second;
    watch(metrics);
    if (keep_ == Keep::News) news_.metrics.push_back(std::move(metrics));
}

/// A run that goes on from a checkpoint logs these steps again: what was said of them is void.
void LiveRun::watch(const LoggedMetrics &metrics) {
    std::erase_if(standing_.alarms, [&](const Alarm &alarm) { return alarm.step >= metrics.step; });
    for (Alarm &alarm : alarms_.next(metrics.step, metrics.values))
        if (standing_.alarms.size() < kMostAlarms) standing_.alarms.push_back(std::move(alarm));
}

} // namespace lapidary
