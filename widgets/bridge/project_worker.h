// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/bridge/dry_run.h"
#include "widgets/bridge/label_access.h"
#include "widgets/bridge/project_access.h"
#include "widgets/bridge/run_follower.h"
#include <QObject>
#include <map>

class QTimer;

namespace lapidary {

class Inventory;

/// Lives on the bridge's thread: reads run logs and calls the use cases. Everything new since the last tick goes out in
/// one signal of its kind, so that the window gets at most twenty of each a second however fast a job speaks.
class ProjectWorker : public QObject {
    Q_OBJECT
public:
    static constexpr int kTickMs = 50;
    static constexpr int kListMs = 500; ///< between two looks at the runs while no experiment is on its way
    static constexpr qsizetype kPointsATick = 10000; ///< what a window takes without dropping a frame
    explicit ProjectWorker(QObject *parent = nullptr);
    ~ProjectWorker() override;

    void open(const QString &folder);
    void startExperiment();
    void command(const QString &run, const std::string &verb);
    /// Where that would go on in a stopped run, it is asked for first: sameRunFound.
    void addAndRun(const Json &tables, const QString &name, SameRun same = SameRun::Ask);
    void fork(const QString &run, qint64 step, const Json &changes, const QString &name);
    void moveToFront(const QString &run);
    void drop(const QString &run);
    void readAnswers(const QString &armA, const QString &armB);
    void trainOnLabels(const QString &queue);
    LabelAccess &labels() { return *labels_; }
    void inspectRun(const QString &run);
    void listReadyProjects();
    /// Makes a project after a ready-made one (or after a project's folder) and opens it.
    void createProject(const QString &folder, const QString &from);
    void readPlanning();
    void readDataFacts(const QString &name);
    void dryRun(const Json &tables, const QString &name);
    void endDryRun();
    void readCompareDetails();
    void writeReport();
    Inventory &inventory() { return *inventory_; }
    void prepareContender(int place, quint64 ticket, const QString &arm, const QString &prompt);

Q_SIGNALS:
    void opened(const lapidary::ProjectValues &project);
    void runsChanged(const QVector<lapidary::RunValues> &runs);
    void curvesGrew(const QVector<lapidary::CurvePoints> &points);
    void samplesGrew(const QVector<lapidary::DrawnSample> &samples);
    void comparisonChanged(const lapidary::ComparisonValues &comparison);
    void answersReady(const lapidary::SideBySide &answers);
    void planningReady(const lapidary::PlanningValues &planning);
    void dataFactsReady(const lapidary::DataFacts &facts);
    void dryRunReady(const lapidary::DryRunValues &values);
    void sameRunFound(const lapidary::SameRunValues &same);
    void compareDetailsReady(const lapidary::CompareDetails &details);
    void experimentRunningChanged(bool running);
    void contenderReady(int place, quint64 ticket, const lapidary::Json &request, const QString &weights,
                        const QString &seed);
    void contenderFailed(quint64 ticket, const QString &why);
    void reportWritten(const QString &file);
    void failed(const QString &title, const QString &text);
    void graphChanged(const lapidary::StageGraphValues &graph);
    void noticesCame(const QVector<lapidary::NoticeValues> &notices);
    void factsReady(const lapidary::RunFactsValues &facts);
    void readyProjectsListed(const QVector<lapidary::ReadyProjectValues> &projects);
    void dataSetsChanged(const QStringList &names);

private:
    void tick();
    void setRunning(bool running);
    void listRuns();
    bool takeRuns();
    void compareIfFinished();
    Inventory *inventory_;
    void tellGraph();
    void tellShared();
    void tellDeaths(const QVector<RunValues> &now, QVector<NoticeValues> &notices) const;
    std::unique_ptr<ProjectAccess> access_;
    LabelAccess *labels_;
    std::unique_ptr<DryRun> dryRun_; ///< while one is at work
    std::vector<ProjectAccess::Run> runs_;
    std::map<QString, RunFollower> followers_;
    QVector<RunValues> told_;
    QStringList shared_;   ///< told already
    QStringList compared_; ///< the finished evaluations that the last comparison contained
    bool running_ = false;
    int sinceList_ = 0, sinceGraph_ = 0; ///< milliseconds
    QTimer *timer_;
};

} // namespace lapidary
