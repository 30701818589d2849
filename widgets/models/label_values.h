// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/label_desk.h"
#include <QString>
#include <QStringList>

namespace lapidary {

/// A queue as it stands on disk.
struct LabelQueueValues {
    LabelState state{};
    LabelDesk::Place place{};
    QString guidelines{};
};

/// What a choice of runs would give as a new queue.
struct LabelPairsValues {
    QStringList runs{};
    int prompts = 0, pairs = 0;
    QString problem{}; ///< why there are none
};

/// What becomes a queue.
struct LabelQueueWish {
    QString name{};
    QStringList runs{};
    int pairsPerPrompt = 1, maxPairs = 0;
};

} // namespace lapidary
