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

} // namespace lapidary
