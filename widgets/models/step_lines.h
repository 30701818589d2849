// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/data/graded_answer.h"
#include <QString>
#include <QVector>

namespace lapidary {

/// An answer with one step a line. An answer without steps stays as it is.
struct StepLines {
    /// Where a step stands in the characters of the text.
    struct Step {
        int begin = 0, length = 0;
        bool right = false;
    };
    QString text{};
    QVector<Step> steps{};
    int wrong() const;
};
StepLines stepLines(const GradedAnswer &answer);

/// What can be said of the chain: "2/9 steps wrong", "every step right", "chain incomplete"; "answered directly" where
/// there is none. Empty where the task has no chains.
QString chainWords(const GradedAnswer &answer, const StepLines &lines);

} // namespace lapidary
