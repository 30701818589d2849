// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/compare/answers.h"
#include "core/workbench/compare/budget.h"
#include "core/workbench/compare/forgetting.h"
#include "core/workbench/data/graded_answer.h"
#include <QMetaType>
#include <QVector>

namespace lapidary {

/// What stands behind the table of a comparison.
struct CompareDetails {
    QVector<BudgetCurve> budgets{};   ///< accuracy against tokens for N samples a problem
    QVector<AnswerMatrix> matrices{}; ///< who was right on which question
    ForgettingMatrix forgetting{};    ///< what each stage of training can do of each task
};

/// The problems that two arms were both asked.
struct SideBySide {
    QString armA{}, armB{};
    std::vector<AnswerPair> problems{};
};

} // namespace lapidary

Q_DECLARE_METATYPE(lapidary::CompareDetails)
Q_DECLARE_METATYPE(lapidary::SideBySide)
