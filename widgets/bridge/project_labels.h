// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/workbench/labels/label_export.h"
#include "core/workbench/labels/label_order.h"
#include "core/workbench/labels/label_quality.h"
#include "widgets/bridge/project_part.h"
#include "widgets/models/arena_view_model.h"
#include "widgets/models/label_values.h"
#include <memory>
#include <nlohmann/json.hpp>

namespace lapidary {

class ExperimentQueue;
class LabelOrderer;
class LabelTrier;
class LabelWorker;
class LivePolicy;
class OpenProject;

/// The project's labelling queues. Events are written in the order in which they come; after the first one that
/// cannot be written none is, until the queue is opened again, so that nothing stands behind a gap.
class ProjectLabels : public ProjectPart {
    Q_OBJECT
public:
    ProjectLabels(OpenProject &open, ExperimentQueue &queue, QObject *parent);
    ~ProjectLabels() override;

    void open(const QString &queue, const QString &annotator);
    void write(const std::vector<LabelEvent> &events, qint64 ticket);
    void listSources(); ///< the frozen data sets
    void findItems(const LabelQueueRequest &asked);
    void make(const LabelQueueRequest &asked, const QString &annotator);
    /// A queue of the disputed items of another; it is opened then.
    void settle(const QString &queue, const QString &name, const QString &annotator);
    void writeGuide(const QString &queue, const QString &text);
    void measure(const QString &queue);
    void askForPair(const QString &queue, const LabelItem &like);
    void askForTokens(const LabelItem &item);
    void readHelp(const QString &queue);     ///< what judges said, who could be asked, and which models score answers
    void readStepHelp(const QString &queue); ///< what machines said of its steps: stepHelpRead()
    /// Asks the process reward model that a run left, or rolls out behind each step where `run` is empty.
    void askSteps(const QString &queue, const LabelItem &item, const QString &run);
    /// Begins to look which of the items tell most; learn() says what the person whose state it is said since.
    void order(const LabelOrderRequest &asked, const LabelState &state);
    void learn(const std::vector<LabelEvent> &events);
    /// A stage in which the model compares the queue's pairs, by the project's constitution where there is one, is
    /// added to the experiment and run.
    void askJudge(const QString &queue, const QString &model);
    /// A vote of the arena becomes an item and a judgement of the queue "arena", which is made with the first one.
    void vote(const ArenaVote &vote);
    void writeLabelFile(const QString &queue);
    /// A training of the labelled model by an algorithm that learns from such labels, on exactly these. Where the
    /// answers are of no model of the experiment, modelWanted().
    void trainOn(const QString &queue);
    void trainBy(const QString &queue, const QString &method); ///< the same by an algorithm of lessonsKnown()
    void askLessons(const QString &queue);
    /// Pauses a training and asks its policy for answers to judge; policyAnswered() names the queue of them.
    void askPolicy(const LiveRequest &asked);
    void cancelPolicy();
    void giveLabels(const QString &queue); ///< to the run that waits for them, which goes on then
    /// A scratch adapter on a copy of that run's policy learns from the labels for a few steps: trialMoved().
    void tryLabels(const LabelTrialRequest &asked);
    void cancelTrial();

Q_SIGNALS:
    void queuesChanged(const QStringList &names);
    void opened(const lapidary::LabelQueueValues &queue);
    void saved(qint64 ticket); ///< all events up to this ticket are on disk
    void voteSaved();
    void stopped(const QString &why);
    void itemsFound(const lapidary::LabelItemsValues &items);
    void dataSetsListed(const QVector<lapidary::LabelDataValues> &sets);
    void measured(const lapidary::LabelQuality &quality);
    void pairMade(const QString &queue, const lapidary::LabelItem &item);
    void pairFailed(const QString &why);
    void tokensScored(const lapidary::LabelTokens &tokens);
    void helpRead(const lapidary::LabelHelpValues &help);
    void stepHelpRead(const lapidary::StepHelpValues &help);
    void stepsScored(const lapidary::StepScoresValues &values);
    void ordered(const lapidary::LabelOrderValues &values);
    void exported(const QString &file, const QString &summary);
    /// The labels are a data set of the experiment, and which model shall learn from them is for the person to say.
    void modelWanted(const QString &data);
    void lessonsKnown(const QString &queue, const QVector<lapidary::LabelLessonValues> &lessons);
    void trainingAdded(const QString &summary); ///< what it learns from, and what is left out
    void policyAsked(const lapidary::LiveProgress &progress);
    void policyAnswered(const QString &queue);
    void policySilent(const QString &why); ///< there will be no queue; empty: it was cancelled
    void labelsGiven(const lapidary::LiveGivenValues &given);
    void labelsRefused(const QString &queue, const QString &why);
    void trialMoved(const lapidary::LabelTrialValues &values);

private:
    /// Additions to the experiment, and the stage's name.
    struct Training {
        Json tables{};
        QString name{};
    };
    Result<Training> trainingOn(const LabelQueue &queue, const std::string &model, const LabelLesson &lesson);
    Result<LabelLesson> lessonBy(const LabelQueue &queue, const std::string &method);
    /// The queue's labels as a data set of the experiment, as it is called there, and what they are rows of.
    struct Rows {
        Json tables{}; ///< additions to the experiment; empty where it has them already
        std::string data{}, makes{};
    };
    Result<Rows> rowsOf(const LabelQueue &queue, LabelShape shape);
    Status offer(const LabelQueue &queue, LabelShape shape); ///< for a training whose model the person chooses
    void listQueues();
    LabelWorker &worker();
    LabelOrderer &orderer();
    LivePolicy &policy();
    Result<std::map<std::string, Json>> modelsFor(const LabelOrderRequest &asked, const LabelOrder &order,
                                                  const LabelState &state);
    void take(const QString &queue, const LabelItem &item);
    OpenProject &open_;
    ExperimentQueue &queue_;
    std::unique_ptr<LabelWorker> worker_;   ///< made with the first request
    std::unique_ptr<LabelOrderer> orderer_; ///< likewise
    LivePolicy *policy_ = nullptr;          ///< likewise
    std::unique_ptr<LabelTrier> trier_;     ///< likewise
    bool broken_ = false;
};

} // namespace lapidary
