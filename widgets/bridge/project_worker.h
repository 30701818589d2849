// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
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
    static constexpr int kListMs = 500;            ///< between two looks at the runs while no experiment is on its way
    static constexpr qsizetype kPointsATick = 10000; ///< what a window takes without dropping a frame
    explicit ProjectWorker(QObject *parent = nullptr);
    ~ProjectWorker() override;

    void open(const QString &folder);
    void startExperiment();
    void command(const QString &run, const std::string &verb);
    void addAndRun(const Json &tables, const QString &name);
    void fork(const QString &run, qint64 step, const Json &changes);
    void moveToFront(const QString &run);
    void drop(const QString &run);
    void readAnswers(const QString &armA, const QString &armB);
    void readCompareDetails();
    Inventory &inventory() { return *inventory_; }

Q_SIGNALS:
    void opened(const lapidary::ProjectValues &project);
    void runsChanged(const QVector<lapidary::RunValues> &runs);
    void curvesGrew(const QVector<lapidary::CurvePoints> &points);
    void comparisonChanged(const lapidary::ComparisonValues &comparison);
    void answersReady(const lapidary::AnswerPairValues &answers);
    void compareDetailsReady(const lapidary::CompareDetails &details);
    void experimentRunningChanged(bool running);
    void failed(const QString &title, const QString &text);

private:
    void tick();
    void setRunning(bool running);
    void listRuns();
    bool takeRuns();
    void compareIfFinished();
    Inventory *inventory_;
    std::unique_ptr<ProjectAccess> access_;
    std::vector<ProjectAccess::Run> runs_;
    std::map<QString, RunFollower> followers_;
    QVector<RunValues> told_;
    QStringList compared_; ///< the finished evaluations that the last comparison contained
    bool running_ = false;
    int sinceList_ = 0; ///< milliseconds
    QTimer *timer_;
};

} // namespace lapidary
