// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/cli/verb.h"
#include "core/workbench/queue/scheduler.h"
#include <chrono>

namespace lapidary {

/// Shows a queue on standard error: a line for every run that begins or ends, and below them, on a terminal, a bar with
/// the run at work. With --progress jsonl: {"run","state","done","total","eta_s"} lines.
/// What a run's log warns of has a line of its own; with jsonl {"run","name","notice"}.
class RunView {
public:
    explicit RunView(const Common &common);
    void update(const std::vector<RunStatus> &runs);
    void finish(); ///< leaves the bar's line

private:
    using Clock = std::chrono::steady_clock;
    enum class Form { Off, Bar, Lines, Plain };
    void tell(const RunStatus &run, std::size_t index, std::size_t count);
    void bar(const std::vector<RunStatus> &runs);
    void wipe();
    void tellNotices(const RunStatus &run);

    Form form_;
    std::map<std::string, std::string> told_{}; ///< run → the state that was shown
    std::map<std::string, std::size_t> toldNotices_{};
    std::map<std::string, double> progress_{};
    std::map<std::string, Clock::time_point> begun_{};
    Clock::time_point last_{};
    bool open_ = false;
};

/// Works the queue to its end and shows how it goes; an interrupt stops it.
Result<int> workThrough(Scheduler &scheduler, const Common &common);

} // namespace lapidary
