// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include "widgets/models/compare_details.h"
#include "widgets/models/planning_values.h"
#include "widgets/models/stage_graph.h"
#include "widgets/models/values.h"
#include <filesystem>
#include <memory>
#include <vector>

namespace lapidary {

class Project;
struct Contender;

/// The use cases of core/workbench in the window's values. Blocking calls: only the bridge's thread makes them.
/// Going away ends no run: workers live on, and the next owner meets them again.
class ProjectAccess {
public:
    struct Run {
        RunValues values{};
        std::filesystem::path folder{};
        std::string keyMetric{}; ///< of a training: the number that says how it goes
    };

    /// As owner, or read-only where somebody else owns the folder. Where runs are still at work, their experiment goes
    /// on.
    static Result<std::unique_ptr<ProjectAccess>> open(const QString &folder);
    ~ProjectAccess();

    const ProjectValues &project() const;
    Project &core(); ///< for use cases that have a class of their own here
    /// All runs, oldest first, as far as the project's index knows them; their logs know more.
    Result<std::vector<Run>> runs();
    /// Lets the experiment go on where it stands.
    Status startExperiment();
    /// Adds to the experiment (core/workbench/experiment/additions.h) and lets the stage or arm of this name start,
    /// with what it needs, beside what is at work already. `apart`: not in the folder of a stopped run of the same
    /// inputs.
    Status addAndRun(const Json &tables, const QString &name, bool apart = false);
    /// The stopped run in which that would go on; nothing where it is new.
    Result<std::optional<SameRunValues>> sameRun(const Json &tables, const QString &name);
    QStringList sharedRuns() const; ///< a sentence for each run that serves several nodes of the plan
    /// The tables and the name of a stage that goes on from a checkpoint of a training, with changes to its
    /// configuration. An empty name asks for one that tells where it comes from.
    Result<SameRunValues> forkOf(const QString &run, qint64 step, const Json &changes, const QString &name = {});
    Status moveToFront(const QString &run);
    Status drop(const QString &run); ///< out of the queue
    /// Does what can be done at once; true while there is something left to do.
    bool poll();
    /// Why the experiment ended without success; told once.
    std::optional<Error> takeExperimentError();
    Status command(const QString &run, const std::string &verb); ///< pause, resume, stop
    Result<PlanningValues> planning();
    /// A few steps of it by a worker; see DryRun.
    Result<std::unique_ptr<class DryRun>> dryRun(const Json &tables, const QString &name);
    Result<DataFacts> dataFacts(const QString &name); ///< of a data set or a stage of pairs
    Result<ComparisonValues> comparison();
    /// report.html in the project's folder, as the command line writes it; its path.
    Result<QString> writeReport();
    Result<CompareDetails> compareDetails();
    Result<Contender> contender(const QString &arm, const QString &prompt);
    Result<SideBySide> answers(const QString &armA, const QString &armB);
    /// The stages of the experiment, read again where its file or the plan has changed since the last call.
    std::optional<StageGraphValues> graphIfChanged();
    QStringList dataSets(); ///< names of the frozen ones
    /// Configuration, inputs and times of a run; its history of states is the log's.
    Result<RunFactsValues> facts(const QString &run);

private:
    struct Impl;
    explicit ProjectAccess(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace lapidary
