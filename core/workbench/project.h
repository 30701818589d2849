// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/lock.h"
#include "core/store/store.h"
#include "core/workbench/experiment/experiment.h"
#include "core/workbench/experiment/plan.h"

namespace lapidary {

/// An open project folder. Blocking calls; used from one thread.
class Project {
public:
    /// Opens `folder` as its owner; where somebody else is the owner, or the folder cannot be written, read-only with
    /// the reason in readOnly(). A folder that holds an experiment.toml but no project.db becomes a project by this.
    /// Errors: project.no_folder, project.none (neither file is there), store.*.
    static Result<std::unique_ptr<Project>> open(const fs::path &folder, const std::string &program);
    /// The same for a folder that may be empty or missing: it becomes a project.
    static Result<std::unique_ptr<Project>> openOrMake(const fs::path &folder, const std::string &program);

    const fs::path &folder() const { return folder_; }
    std::string name() const { return folder_.filename().string(); }
    const std::optional<Error> &readOnly() const { return readOnly_; }
    Store &store() { return *store_; }
    fs::path runFolder(const std::string &id) const { return folder_ / "runs" / id; }

    /// The folder's experiment.toml; experiment.problems lists all that is wrong.
    Result<Experiment> experiment(const std::vector<std::string> &overrides = {});
    /// Plans `experiment`, or one stage or arm and what it needs, and remembers the plan of the whole as the
    /// newest. Only for the owner.
    Result<Plan> plan(const Experiment &experiment, const std::string &only = {});
    /// Adds to the experiment (additions.h). Only for the owner.
    Status add(const Json &tables);
    Status removeAdded(const std::string &name);
    Status removeAddedModel(const std::string &name);
    /// The plan that was remembered last (or the last one with these overrides). experiment.never_run.
    Result<Plan> lastPlan(const std::optional<std::vector<std::string>> &overrides = {});

    /// What makes a run: it and what it needs, from a remembered plan or, where it was started apart, from the
    /// experiment as it is now. Only for the owner. run.unknown, run.not_planned.
    Result<Plan> planOf(const std::string &run);

    /// All runs, oldest first. What the index calls running is checked against the folder: a run whose worker has died
    /// comes back as "interrupted".
    Result<std::vector<RunRecord>> runs();
    /// pause, resume, stop: a word to the worker of a run. run.unknown, run.not_running.
    Status command(const std::string &run, const std::string &verb);

private:
    static Result<std::unique_ptr<Project>> openAny(const fs::path &folder, const std::string &program);
    Result<RunRecord> known(const std::string &run);
    Project(fs::path folder, std::optional<ProjectLock> lock, std::optional<Error> readOnly,
            std::unique_ptr<Store> store);
    fs::path folder_;
    std::optional<ProjectLock> lock_; ///< before the store: let go of last
    std::optional<Error> readOnly_;
    std::unique_ptr<Store> store_;
};

/// Makes `folder` (which must not hold anything yet) a project: `from` is copied where it is given, without its runs,
/// data snapshots and database. "starter" or "rlhf" means the ready-made project or the template of that name.
Status createProject(const fs::path &folder, const std::string &from);

} // namespace lapidary
