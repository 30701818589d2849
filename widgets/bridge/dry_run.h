// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/job/worker_launcher.h"
#include "core/workbench/project.h"
#include "widgets/models/planning_values.h"
#include <chrono>

namespace lapidary {

/// A few steps of a training that is only planned, on the longest rows of its data, by a real worker in a folder that
/// goes away again: what it held and how long a step took. Nothing is added to the experiment. Lives on the bridge's
/// thread.
class DryRun {
public:
    /// `tables` as core/workbench/experiment/additions.h takes them. Errors: those of the experiment;
    /// dry_run.needs_model where the training that makes its model has not finished.
    static Result<std::unique_ptr<DryRun>> start(Project &project, const Json &tables, const std::string &name);
    ~DryRun(); ///< ends the worker
    DryRun(const DryRun &) = delete;
    DryRun &operator=(const DryRun &) = delete;

    /// Nothing while it is at work.
    std::optional<DryRunValues> poll();

private:
    DryRun(fs::path folder, ProcessId worker, std::int64_t rows);
    DryRunValues read();
    fs::path folder_;
    ProcessId worker_;
    DryRunValues values_{};
    bool over_ = false;
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

} // namespace lapidary
