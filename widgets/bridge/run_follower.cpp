// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/run_follower.h"
#include "widgets/bridge/conversions.h"
#include "core/base/json.h"
#include "core/config/spec.h"
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

namespace lapidary {

std::optional<RunState> runStateOf(const std::string &word) {
    static const QHash<QString, RunState> words{{"queued", RunState::Queued},     {"starting", RunState::Starting}, {"running", RunState::Running},
                                                {"paused", RunState::Paused},     {"finished", RunState::Finished}, {"failed", RunState::Failed},
                                                {"cancelled", RunState::Cancelled}, {"interrupted", RunState::Interrupted}};
    const auto it = words.find(toQt(word));
    return it == words.end() ? std::nullopt : std::optional(*it);
}

RunFollower::RunFollower(const fs::path &folder, RunValues start) : reader_(folder / "run.log"), values_(std::move(start)), folder_(folder) {
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
std::string word(const Json &body, const char *key) { return getString(body, key).value_or(std::string()); }
} // namespace

void RunFollower::apply(const Event &event) {
    if (began_ < 0) began_ = event.time - trunkSeconds_;
    values_.seconds = event.time - began_;
    if (event.type == "metrics") return applyMetrics(event);
    if (event.type == "progress") {
        values_.phase = toQt(word(event.body, "phase"));
        values_.done = getNumber(event.body, "done").value_or(0);
        values_.total = getNumber(event.body, "total").value_or(0);
        values_.etaSeconds = getNumber(event.body, "eta_s").value_or(-1);
    } else if (event.type == "notice") {
        values_.note = toQt(word(event.body, "text"));
    } else if (event.type == "state") {
        values_.state = runStateOf(word(event.body, "state")).value_or(values_.state);
        const auto error = event.body.find("error");
        values_.error = error != event.body.end() && error->is_object() ? toQt(errorFromJson(*error)) : QString();
    }
}

void RunFollower::applyMetrics(const Event &event) {
    const auto step = getNumber(event.body, "step");
    const auto all = event.body.find("values");
    if (!step || all == event.body.end() || !all->is_object()) return;
    const double tokens = getNumber(*all, "num_tokens").value_or(std::numeric_limits<double>::quiet_NaN());
    if (std::isfinite(tokens)) values_.tokens = tokens;
    for (const auto &[name, value] : all->items()) {
        if (!value.is_number()) continue; // NaN is written as null: the line has a gap there
        fresh_[toQt(name)].append({*step, tokens, event.time - began_, value.template get<double>()});
    }
    for (const char *name : {"reward", "rewards/margins", "loss"}) {
        const auto it = all->find(name);
        if (it == all->end() || !it->is_number()) continue;
        values_.keyFigure = QStringLiteral("%1 %2").arg(QLatin1String(name)).arg(it->get<double>(), 0, 'g', 4);
        break;
    }
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
