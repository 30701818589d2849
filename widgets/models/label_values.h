// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/text_token.h"
#include "core/workbench/labels/label_queue.h"
#include "core/workbench/labels/label_suggestions.h"
#include "core/workbench/labels/step_scores.h"
#include <QString>
#include <QStringList>
#include <QVector>
#include <map>
#include <set>

namespace lapidary {

/// A queue as it stands on disk.
struct LabelQueueValues {
    LabelState state{};
    LabelDesk::Session session{};
    QString guidelines{};
    QStringList annotators{};                  ///< who said something of it
    std::map<std::string, std::string> said{}; ///< by item, where others are to be settled: "ada ←   bob →"
    LiveOrigin live{};                         ///< the run that waits for the labels; of most queues none
    std::set<std::string> given{};             ///< ids of rows that it has already
};

/// Asks a training what its policy says now; it pauses for it.
struct LiveRequest {
    QString run{};
    int prompts = 12, maxNewTokens = 0; ///< 0: as the run samples
    double temperature = 1;
    bool cutAnswers = false;
};
struct LiveProgress {
    QString run{};
    int done = 0, of = 0; ///< prompts
};
/// Labels that a run was given.
struct LiveGivenValues {
    QString queue{}, run{};
    std::vector<std::string> ids{};
    int rows = 0, leftOut = 0, fromStep = 0; ///< rows 0: it goes on as it was
};

/// A method that learns from the labels of a queue, and what it gets of them.
struct LabelLessonValues {
    QString method{};
    int rows = 0, items = 0;
    QString leftOut{}; ///< empty: nothing
};

struct LabelTrialRequest {
    QString queue{};
    int steps = 8;
    double learningRate = 2e-4;
};
/// How a trial of labels stands.
struct LabelTrialValues {
    enum Phase { Copying, Learning, Answering, Done, Failed };
    struct Answer {
        QString prompt{}, before{}, after{};
    };
    QString queue{};
    Phase phase = Copying;
    QString problem{}; ///< of one that failed; empty: it was stopped
    QString method{};
    int labels = 0, steps = 0;
    double firstLoss = 0, lastLoss = 0;
    QVector<Answer> answers{};
};

/// What may help to label a queue beside its items.
struct LabelHelpValues {
    QString queue{};
    LabelSuggestions suggestions{};             ///< of judges that have run
    QStringList judges{};                       ///< models that could be asked for more
    QVector<QPair<QString, QString>> scorers{}; ///< runs that left a reward model, and their names
    QString problem{};                          ///< why there are no suggestions
};

/// What machines say of the steps of a queue's items, and who could be asked for more.
struct StepHelpValues {
    QString queue{};
    AllStepScores scores{};
    QVector<QPair<QString, QString>> scorers{}; ///< runs that left a process reward model, and their names
    bool rollouts = false;                      ///< a model can go on behind the steps
    QString problem{};                          ///< why there are no scores of runs
};
/// What somebody was asked about the steps of one item.
struct StepScoresValues {
    QString queue{};
    std::string item{};
    StepScores scores{};
    int done = 0, of = 0; ///< steps; the same: all is said
    QString problem{};    ///< why no more will be said
};

/// Which item is to come next.
struct LabelOrderRequest {
    QString queue{};
    QString order = QStringLiteral("queue"); ///< labelOrderNamed()
    QStringList models{};                    ///< runs of reward models
    bool operator==(const LabelOrderRequest &) const = default;
};

/// What is known of that so far.
struct LabelOrderValues {
    LabelOrderRequest asked{};
    std::vector<std::optional<double>> gains{}; ///< of each item
    int done = 0, of = 0;                       ///< items
    int learntFrom = 0;                         ///< preferences
    QString problem{};                          ///< why no more will be known
};

/// A frozen data set that items can be made of.
struct LabelDataValues {
    QString hash{}, name{};
    qint64 rows = 0;
    bool operator==(const LabelDataValues &) const = default;
};

/// What becomes a queue.
struct LabelQueueRequest {
    QString name{}, kind{}; ///< kind: empty for what the rows are made for
    QStringList sources{};  ///< ids of runs, and data:<hash>
    QStringList criteria{};
    int itemsPerPrompt = 1, answersPerItem = 0, maxItems = 0;
    double askedTwice = 0;
    bool operator==(const LabelQueueRequest &) const = default;
};

/// What that would give.
struct LabelItemsValues {
    LabelQueueRequest asked{};
    int prompts = 0, items = 0, repeated = 0;
    int cut = 0;        ///< answers that were cut before their end, and are in no item
    QString proposed{}; ///< the kind that the rows are made for; empty where there are none
    QString problem{};  ///< why there are none
};

/// The tokens of each of an item's answers with their log-probabilities; none where they could not be asked for.
struct LabelTokens {
    std::string item{};
    std::vector<std::vector<TextToken>> answers{};
    QString problem{};
};

} // namespace lapidary
