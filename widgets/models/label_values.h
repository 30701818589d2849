// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/text_token.h"
#include "core/workbench/labels/label_desk.h"
#include "core/workbench/labels/label_suggestions.h"
#include <QString>
#include <QStringList>
#include <QVector>
#include <map>

namespace lapidary {

/// A queue as it stands on disk.
struct LabelQueueValues {
    LabelState state{};
    LabelDesk::Session session{};
    QString guidelines{};
    QStringList annotators{};                  ///< who said something of it
    std::map<std::string, std::string> said{}; ///< by item, where others are to be settled: "ada ←   bob →"
};

/// What may help to label a queue beside its items.
struct LabelHelpValues {
    QString queue{};
    LabelSuggestions suggestions{};             ///< of judges that have run
    QStringList judges{};                       ///< models that could be asked for more
    QVector<QPair<QString, QString>> scorers{}; ///< runs that left a reward model, and their names
    QString problem{};                          ///< why there are no suggestions
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
