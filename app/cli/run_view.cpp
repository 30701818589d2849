// SPDX-License-Identifier: Apache-2.0
#include "app/cli/run_view.h"
#include "core/base/json.h"
#include "core/workbench/queue/run_folder.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <sys/ioctl.h>
#include <thread>
#include <unistd.h>

namespace lapidary {
namespace {

constexpr std::chrono::milliseconds kBarEvery{100}, kLineEvery{200}, kPlainEvery{10000};
constexpr int kBarCells = 24;

std::string clock(double seconds) {
    if (seconds < 0) return "--:--";
    const auto whole = static_cast<long>(seconds + 0.5);
    char text[32];
    if (whole >= 3600)
        std::snprintf(text, sizeof text, "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
    else
        std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
    return text;
}

/// The one number that says how it goes.
std::string keyFigure(const RunStatus &run) {
    const auto it = run.metrics.find(run.keyMetric);
    if (it == run.metrics.end()) return {};
    char value[32];
    std::snprintf(value, sizeof value, " %.4g", it->second);
    return "  " + run.keyMetric + value;
}

std::string barOf(double share) {
    const int full = static_cast<int>(std::clamp(share, 0.0, 1.0) * kBarCells + 0.5);
    std::string text;
    for (int i = 0; i < kBarCells; ++i) text += i < full ? "━" : "┄";
    return text;
}

std::string count(const RunStatus &run) {
    char text[64];
    std::snprintf(text, sizeof text, "%.0f/%.0f", run.done, run.total);
    return text;
}

int columns() {
    struct winsize size {};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

/// Cuts at `width` characters without cutting one in two.
std::string fitted(const std::string &text, int width) {
    std::size_t at = 0;
    for (int seen = 0; at < text.size(); ++at)
        if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80 && seen++ == width) break;
    return text.substr(0, at);
}

const char *markOf(const std::string &state) {
    if (state == "finished") return "✓";
    if (state == "failed" || state == "interrupted") return "✗";
    return state == "cancelled" ? "■" : "▸";
}

bool atWork(const RunStatus &run) {
    return run.state == "running" || run.state == "paused" || run.state == "starting";
}

} // namespace

RunView::RunView(const Common &common) : form_(Form::Off) {
    if (common.progress == "jsonl")
        form_ = Form::Lines;
    else if (common.progress == "auto")
        form_ = isatty(STDERR_FILENO) ? Form::Bar : Form::Plain;
}

void RunView::wipe() {
    if (open_) std::fputs("\r\033[K", stderr);
    open_ = false;
}

void RunView::tell(const RunStatus &run, std::size_t index, std::size_t all) {
    wipe();
    std::string line =
        std::string(markOf(run.state)) + " [" + std::to_string(index + 1) + "/" + std::to_string(all) + "] " + run.name;
    if (run.reused)
        line += "  unchanged, reused";
    else if (run.state == "starting" || (ownerJob(run.kind) && run.state == "running"))
        line += "  " + run.kind + (run.method.empty() ? "" : " " + run.method) + "  " + run.id;
    else
        line += "  " + run.state + keyFigure(run);
    if (isOver(run.state) && begun_.count(run.id))
        line += "  after " + clock(std::chrono::duration<double>(Clock::now() - begun_[run.id]).count());
    std::fprintf(stderr, "%s\n", line.c_str());
}

void RunView::tellNotices(const RunStatus &run) {
    for (auto &told = toldNotices_[run.id]; told < run.notices.size(); ++told) {
        wipe();
        if (form_ == Form::Lines)
            std::fprintf(
                stderr, "%s\n",
                dumpJson(Json{{"run", run.id}, {"name", run.name}, {"notice", run.notices[told].str()}}).c_str());
        else
            std::fprintf(stderr, "! %s: %s\n", run.name.c_str(), run.notices[told].str().c_str());
    }
}

void RunView::bar(const std::vector<RunStatus> &runs) {
    const auto first = std::find_if(runs.begin(), runs.end(), atWork);
    if (first == runs.end()) return wipe();
    const auto more = std::count_if(first + 1, runs.end(), atWork);
    std::string line = "  " + first->name + " " + barOf(first->total > 0 ? first->done / first->total : 0) + " ";
    line += first->state == "paused" ? "paused"
            : first->total > 0       ? count(*first) + keyFigure(*first) + "  " + clock(first->etaSeconds) + " left"
                                     : "starting";
    if (more > 0) line += "  (+" + std::to_string(more) + " at work)";
    std::fprintf(stderr, "\r%s\033[K", fitted(line, columns() - 1).c_str());
    open_ = true;
}

void RunView::update(const std::vector<RunStatus> &runs) {
    if (form_ == Form::Off) return;
    bool changed = false;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto &run = runs[i];
        if (run.state == "starting") begun_.try_emplace(run.id, Clock::now());
        tellNotices(run);
        auto &told = told_[run.id];
        if (told == run.state || run.state == "queued") continue;
        const bool resumedBar = told == "starting" && run.state == "running"; // one line for both
        told = run.state;
        changed = true;
        if (form_ != Form::Lines && !resumedBar) tell(run, i, runs.size());
    }
    const auto now = Clock::now();
    const auto every = form_ == Form::Bar ? kBarEvery : form_ == Form::Lines ? kLineEvery : kPlainEvery;
    if (!changed && now - last_ < every) return;
    last_ = now;
    if (form_ == Form::Bar) return bar(runs);
    for (const auto &run : runs) {
        if (form_ == Form::Plain) {
            if (!changed && atWork(run) && run.total > 0)
                std::fprintf(stderr, "  %s %s%s  %s left\n", run.name.c_str(), count(run).c_str(),
                             keyFigure(run).c_str(), clock(run.etaSeconds).c_str());
        } else if (run.state != "queued" && (atWork(run) || changed)) {
            auto &before = progress_[run.id + "/" + run.state];
            if (before == run.done + 1) continue; // +1: the first 0 is news
            before = run.done + 1;
            std::fprintf(stderr, "%s\n",
                         dumpJson(Json{{"run", run.id},
                                       {"name", run.name},
                                       {"state", run.state},
                                       {"done", run.done},
                                       {"total", run.total},
                                       {"eta_s", run.etaSeconds < 0 ? Json() : Json(run.etaSeconds)}})
                             .c_str());
        }
    }
}

void RunView::finish() {
    wipe();
}

namespace {
/// What failed beside the failure that is told as the experiment's.
void tellOtherFailures(const Scheduler &scheduler, const Common &common) {
    const Json told = scheduler.error() ? toJson(*scheduler.error()) : Json();
    for (const auto &run : scheduler.runs()) {
        if (!run.error || toJson(*run.error) == told) continue;
        if (common.progress == "jsonl")
            std::fprintf(stderr, "%s\n",
                         dumpJson(Json{{"run", run.id}, {"name", run.name}, {"error", toJson(*run.error)}}).c_str());
        else
            std::fprintf(stderr, "%s %s: %s\n", markOf(run.state), run.name.c_str(), describe(*run.error).c_str());
    }
}
} // namespace

Result<int> workThrough(Scheduler &scheduler, const Common &common) {
    RunView view(common);
    while (scheduler.poll()) {
        view.update(scheduler.runs());
        if (interrupted()) scheduler.stop();
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
    }
    view.update(scheduler.runs());
    view.finish();
    tellOtherFailures(scheduler, common);
    if (scheduler.error()) return fail(*scheduler.error());
    return kDone;
}

} // namespace lapidary
