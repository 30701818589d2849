// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/text_token.h"
#include "core/workbench/labels/label_desk.h"
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

/// The tokens of an item's two answers with their log-probabilities; an answer without any could not be asked about.
struct LabelTokens {
    std::string item{};
    std::vector<TextToken> a{}, b{};
    QString problem{};
};

} // namespace lapidary
