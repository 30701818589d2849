// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include "core/workbench/data/drawn_sample.h"
#include "widgets/models/compare_details.h"
#include "widgets/models/data_values.h"
#include "widgets/models/label_values.h"
#include "widgets/models/mixer_values.h"
#include "widgets/models/model_values.h"
#include "widgets/models/planning_values.h"
#include "widgets/models/stage_graph.h"
#include "widgets/models/values.h"
#include <QObject>
#include <QThread>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>

namespace lapidary {

class Inventory;
class AnswerService;
class ProjectWorker;
struct Answer;
struct ArenaVote;

/// The window's handle on the project: requests go to the bridge's thread, values come back as signals. No call blocks.
class ProjectSession : public QObject {
    Q_OBJECT
public:
    explicit ProjectSession(QObject *parent = nullptr);
    ~ProjectSession() override;

    void open(const QString &folder);
    void startExperiment();
    void pause(const QString &run);
    void resume(const QString &run);
    void stop(const QString &run);
    /// What stands in core/workbench/experiment/additions.h: tables of data, stages and arms, and which of them shall
    /// start. Without tables: a stage or an arm that the experiment has already, and what it needs.
    void addAndRun(const Json &tables, const QString &name);
    /// The answer to sameRunFound.
    void addAndRunAs(const SameRunValues &asked, SameRun same);
    void fork(const QString &run, qint64 step, const Json &changes, const QString &name = {});
    void moveToFront(const QString &run);
    void drop(const QString &run); ///< a queued run
    void requestAnswers(const QString &armA, const QString &armB);
    void inspectRun(const QString &run);
    void listReadyProjects();
    void createProject(const QString &folder, const QString &from);
    void requestPlanning();
    void requestDataFacts(const QString &name);
    /// A few steps of a training that is not added, to see what it takes; the answer is dryRunReady.
    void requestDryRun(const Json &tables, const QString &name);
    void endDryRun();
    void requestCompareDetails();
    void writeReport();
    /// Data sets and models: what is asked is done on the bridge's thread, and answered by the signals below.
    void askInventory(std::function<void(Inventory &)> what);
    /// A question to an arm's method. `place`: which of the warm workers answers (0 to 3); the ticket comes back.
    void askArm(int place, quint64 ticket, const QString &arm, const QString &prompt);
    void stopAnswers();

    // Labelling (label_access.h): the events of a ticket are on disk when labelsSaved comes with it.
    void openLabels(const QString &queue);
    void writeLabels(const std::vector<LabelEvent> &events, qint64 ticket);
    void findLabelPairs(const LabelQueueRequest &asked);
    void makeLabelQueue(const LabelQueueRequest &asked);
    void askForPair(const QString &queue, const LabelItem &like);
    void askForTokens(const LabelItem &item);
    void keepVote(const ArenaVote &vote); ///< of the arena, as a label
    void exportLabels(const QString &queue);
    void trainOnLabels(const QString &queue); ///< DPO of the labelled model, on exactly these labels

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
    /// What was asked for is a run that was begun before; nothing was started.
    void sameRunFound(const lapidary::SameRunValues &same);
    void compareDetailsReady(const lapidary::CompareDetails &details);
    void experimentRunningChanged(bool running);
    void dataListed(const QVector<lapidary::DataSetValues> &sets);
    void modelsListed(const QVector<lapidary::ModelValues> &models);
    void modelsCompared(const lapidary::ConfigPairs &pairs);
    void modelRead(const lapidary::ModelFacts &facts);
    void modelUsesRead(const lapidary::ModelUses &uses);
    void modelDeleted(const QString &id);
    void added(const QString &name, const QString &why); ///< to the experiment; why not, where that is not empty
    void labelQueuesChanged(const QStringList &names);
    void labelsOpened(const lapidary::LabelQueueValues &queue);
    void labelsSaved(qint64 ticket);
    void voteSaved();
    void labelsStopped(const QString &why);
    void labelPairsFound(const lapidary::LabelPairsValues &pairs);
    void labelPairMade(const QString &queue, const lapidary::LabelItem &item);
    void labelPairFailed(const QString &why);
    void labelTokensScored(const lapidary::LabelTokens &tokens);
    void labelsExported(const QString &file, const QString &summary);
    void reportWritten(const QString &file);
    void answerGrew(quint64 ticket, const QString &text, const QString &note);
    void answerDone(quint64 ticket, const lapidary::Answer &answer);
    void answerFailed(quint64 ticket, const QString &why);
    void failed(const QString &title, const QString &text);
    void graphChanged(const lapidary::StageGraphValues &graph);
    void noticesCame(const QVector<lapidary::NoticeValues> &notices);
    void factsReady(const lapidary::RunFactsValues &facts);
    void readyProjectsListed(const QVector<lapidary::ReadyProjectValues> &projects);
    void dataSetsChanged(const QStringList &names);

private:
    void ask(std::function<void(ProjectWorker &)> what);
    void connectInventory();
    void connectLabels();
    AnswerService &service(int place);
    std::map<int, AnswerService *> services_; ///< each made with its first question
    QThread thread_;
    ProjectWorker *worker_ = nullptr; ///< made with the first request, so that the first frame does not wait for it
};

} // namespace lapidary
