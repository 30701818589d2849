// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/compare/answers.h"
#include "core/workbench/compare/budget.h"
#include "core/workbench/compare/difficulty.h"
#include "core/workbench/compare/forgetting.h"
#include "core/workbench/compare/reliability.h"
#include "core/workbench/data/graded_answer.h"
#include <QMetaType>
#include <QVector>
#include <memory>

namespace lapidary {

/// What revising did to the drafts of an arm on a bucket.
struct RevisedArm {
    QString arm{}, bucket{};
    Revisions made{};
};

/// What stands behind the table of a comparison.
struct CompareDetails {
    QVector<BudgetCurve> budgets{};                          ///< accuracy against tokens for N samples a problem
    QVector<AnswerMatrix> matrices{};                        ///< who was right on which question
    ForgettingMatrix forgetting{};                           ///< what each stage of training can do of each task
    std::shared_ptr<const std::vector<StoredArm>> samples{}; ///< that the budgets were made of
    QVector<Reliability> reliabilities{};                    ///< how far what the arms say of themselves can be trusted
    QVector<DifficultyTable> difficulties{};                 ///< how the arms do on easy and hard problems
};

/// Another rule for the stored samples of an arm in a bucket, and a verifier beside it.
struct WhatIfQuestion {
    qint64 ticket = 0;
    std::shared_ptr<const std::vector<StoredArm>> samples{};
    std::string arm{}, bucket{};
    WhatIf asked{};
    bool verifier = false; ///< also what a verifier of the noise of `asked` would choose
};
struct WhatIfCurves {
    qint64 ticket = 0;
    std::optional<BudgetCurve> chosen{}, verified{};
    QString error{}; ///< why there are none
};

/// The problems that two arms were both asked.
struct SideBySide {
    QString armA{}, armB{};
    std::vector<AnswerPair> problems{};
};

} // namespace lapidary

Q_DECLARE_METATYPE(lapidary::CompareDetails)
Q_DECLARE_METATYPE(lapidary::SideBySide)
Q_DECLARE_METATYPE(lapidary::WhatIfQuestion)
Q_DECLARE_METATYPE(lapidary::WhatIfCurves)
