// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/job/run_events.h"
#include "core/workbench/experiment/plan.h"
#include "core/workbench/queue/live_run.h"
#include "core/workbench/queue/owner_job.h"
#include <functional>
#include <memory>

namespace lapidary {

class Project;
class WorkerPool;

/// How a run of the queue stands. What its log tells stands in the base; `state` is as in RunRecord::state, since the
/// queue knows more than the log: what waits, and what died without a word.
struct RunStatus : RunStanding {
    std::string id{}, name{}, kind{}, method{}, keyMetric{};
    bool reused = false; ///< was finished before: its inputs are unchanged
    Sentence waitsFor{}; ///< why a queued run does not start yet, as a sentence
};

/// The queue of a project. It never blocks: poll() does what can be done at once. All state is in project.db and in
/// the run folders, so that a new owner goes on where a killed one stood: running workers are met again, dead ones are
/// started again in their folder.
class Scheduler {
public:
    struct Limits {
        int cores = 0;           ///< 0: those of this machine
        std::int64_t memory = 0; ///< bytes for all jobs; 0: what is free now
        /// What does the runs that need no worker, on a thread of its own; tests put something slow here.
        std::function<Status(const RunKind &, const fs::path &runFolder, const Json &config, std::stop_token)>
            ownerWork = runOwnerJob;
        /// The program's warm workers, where it has some: what they hold is not free, and idle ones leave for a run.
        std::shared_ptr<WorkerPool> pool{};
    };
    static Result<std::unique_ptr<Scheduler>> start(Project &project, const Plan &plan);
    static Result<std::unique_ptr<Scheduler>> start(Project &project, const Plan &plan, Limits limits);
    virtual ~Scheduler() = default;

    /// True while there is something left to do. Call it some ten times a second.
    virtual bool poll() = 0;
    virtual const std::vector<RunStatus> &runs() const = 0; ///< in the order in which they may start
    /// More to do: the runs of `plan` that are not in the queue yet stand behind the others; those that ended without
    /// success are tried again.
    virtual Status add(const Plan &plan) = 0;
    /// A queued run and what it needs start before all others. queue.not_queued.
    virtual Status moveToFront(const std::string &id) = 0;
    /// A queued run, and what needs it, will not start. queue.not_queued.
    virtual Status drop(const std::string &id) = 0;
    /// Why the experiment ended without success: the first failure, or that a run was stopped where none failed.
    /// worker.died where a worker ended without a word. What failed later stands in the status of its run. The queue
    /// goes on with all that does not need what failed or was stopped.
    virtual const std::optional<Error> &error() const = 0;
    /// Starts nothing more and asks the running workers to save and end.
    virtual void stop() = 0;
};

} // namespace lapidary
