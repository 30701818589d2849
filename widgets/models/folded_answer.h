// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/values.h"

namespace lapidary {

/// An answer with one step a line, the steps at their new places. An answer without steps stays as it is.
struct FoldedAnswer {
    QString text{};
    QVector<StepValues> steps{};
    int wrong() const;
};
FoldedAnswer foldedBySteps(const AnswerValues &answer);

/// What can be said of the chain: "2/9 steps wrong", "every step right", "chain incomplete"; "answered directly" where
/// there is none. Empty where the task has no chains.
QString chainWords(const AnswerValues &answer, const FoldedAnswer &folded);

} // namespace lapidary
