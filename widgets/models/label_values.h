// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/text_token.h"
#include "core/workbench/labels/label_desk.h"
#include <QString>
#include <QStringList>
#include <QVector>

namespace lapidary {

/// A queue as it stands on disk.
struct LabelQueueValues {
    LabelState state{};
    LabelDesk::Session session{};
    QString guidelines{};
};

/// What a choice of runs would give as a new queue.
struct LabelPairsValues {
    QStringList runs{};
    int prompts = 0, pairs = 0;
    int cut = 0;       ///< answers that were cut before their end, and are in no pair
    QString problem{}; ///< why there are none
};

/// What becomes a queue.
struct LabelQueueRequest {
    QString name{};
    QStringList runs{};
    int pairsPerPrompt = 1, maxPairs = 0;
};

/// The tokens of an item's two answers with their log-probabilities; an answer without any could not be asked about.
struct LabelTokens {
    std::string item{};
    std::vector<TextToken> a{}, b{};
    QString problem{};
};

} // namespace lapidary
