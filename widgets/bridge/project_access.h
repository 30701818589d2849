// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include "widgets/models/compare_details.h"
#include "widgets/models/values.h"
#include <filesystem>
#include <memory>
#include <vector>

namespace lapidary {

class Project;

/// The use cases of core/workbench in the window's values. Blocking calls: only the bridge's thread makes them.
/// Going away ends no run: workers live on, and the next owner meets them again.
class ProjectAccess {
public:
    struct Run {
        RunValues values{};
        std::filesystem::path folder{};
    };

    /// As owner, or read-only where somebody else owns the folder. Where runs are still at work, their experiment goes on.
    static Result<std::unique_ptr<ProjectAccess>> open(const QString &folder);
    ~ProjectAccess();

    const ProjectValues &project() const;
    Project &core(); ///< for use cases that have a class of their own here
    /// All runs, oldest first, as far as the project's index knows them; their logs know more.
    Result<std::vector<Run>> runs();
    /// Lets the experiment go on where it stands.
    Status startExperiment();
    /// Adds to the experiment (core/workbench/additions.h) and lets the stage or arm of this name start, with what it needs,
    /// beside what is at work already.
    Status addAndRun(const Json &tables, const QString &name);
    /// Goes on from a checkpoint of a training, with changes to its configuration; the new stage's name comes back.
    Result<QString> fork(const QString &run, qint64 step, const Json &changes);
    Status moveToFront(const QString &run);
    Status drop(const QString &run); ///< out of the queue
    /// Does what can be done at once; true while there is something left to do.
    bool poll();
    /// Why the experiment ended without success; told once.
    std::optional<Error> takeExperimentError();
    Status command(const QString &run, const std::string &verb); ///< pause, resume, stop
    Result<ComparisonValues> comparison();
    Result<CompareDetails> compareDetails();
    Result<AnswerPairValues> answers(const QString &armA, const QString &armB);

private:
    struct Impl;
    explicit ProjectAccess(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace lapidary
