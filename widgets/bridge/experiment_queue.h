// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include "core/workbench/queue/scheduler.h"
#include "widgets/bridge/project_part.h"
#include "widgets/models/planning_values.h"
#include "widgets/models/values.h"
#include <memory>
#include <nlohmann/json.hpp>

namespace lapidary {

class OpenProject;
struct BegunRun;

/// What of the experiment is on its way: started as a whole or in part, added to, forked, and the order of what waits.
class ExperimentQueue : public ProjectPart {
    Q_OBJECT
public:
    ExperimentQueue(OpenProject &open, QObject *parent);
    ~ExperimentQueue() override;

    void startExperiment(); ///< it goes on where it stands
    /// What stands in core/workbench/experiment/additions.h: tables of data, stages and arms, and which of them shall
    /// start with what it needs, beside what is at work already. Without tables: a stage or an arm that the experiment
    /// has already. Where that would go on in a stopped run, it is asked for first: sameRunFound.
    void addAndRun(const Json &tables, const QString &name);
    /// The answer to sameRunFound.
    void addAndRunAs(const SameRunValues &asked, SameRun same);
    /// A stage that goes on from a checkpoint of a training, with changes to its configuration. An empty name asks for
    /// one that tells where it comes from.
    void fork(const QString &run, qint64 step, const Json &changes, const QString &name);
    /// A run that has no worker goes on where its folder stands, with what it needs.
    void goOn(const QString &run);
    void moveToFront(const QString &run);
    void drop(const QString &run); ///< out of the queue

    // For the parts, on their thread.
    /// Does what can be done at once; true while there is something left to do.
    bool poll();
    void settle(bool running); ///< tells the window what poll said, and why the experiment ended without success
    bool isRunning() const { return running_; }
    bool isWatched() const { return scheduler_ != nullptr; }
    std::vector<RunStatus> statuses() const; ///< none while nothing is watched
    bool holds(const QString &run) const;    ///< among them

Q_SIGNALS:
    void runningChanged(bool running);
    /// What was asked for is a run that was begun before; nothing was started.
    void sameRunFound(const lapidary::SameRunValues &same);
    void noticesCame(const QVector<lapidary::NoticeValues> &notices);
    /// Asked to run the experiment, of which all `stages` have finished with the inputs that they have now.
    void nothingToDo(int stages);
    void acted(); ///< to the parts: runs may stand otherwise now

private:
    void takeUp();
    void setRunning(bool running);
    Status schedule(const Plan &wanted);
    Status begin(const std::string &only);
    Status add(const Json &tables, const QString &name, bool apart);
    void addNow(const Json &tables, const QString &name, bool apart);
    Result<std::optional<BegunRun>> begunBefore(const Json &tables, const std::string &name);
    Result<SameRunValues> forkOf(const QString &run, qint64 step, const Json &changes, const QString &wanted);
    void tellShared();
    OpenProject &open_;
    std::unique_ptr<Scheduler> scheduler_{}; ///< while the experiment is on its way
    std::optional<Error> ended_{};           ///< why it ended without success; told once
    QStringList shared_{};                   ///< told already
    bool running_ = false;
};

} // namespace lapidary
