// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/data/graded_answer.h"
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QVector>

/// What stands behind the table of a comparison.
namespace lapidary {

/// Accuracy against tokens for N samples a problem, recomputed from stored ones.
struct BudgetPointValues {
    int n = 0;
    double tokens = 0, accuracy = 0, low = 0, high = 0;
};
struct BudgetValues {
    QString arm{}, bucket{}, rule{};
    bool oracle = false; ///< saw the reference answers
    QVector<BudgetPointValues> points{};
};

/// Who was right on which question: 1 right, 0 wrong, -1 not asked or unscorable.
struct MatrixValues {
    QString bucket{};
    QStringList arms{}, ids{}, prompts{}; ///< a question is its id and its prompt
    QVector<QVector<qint8>> right{};      ///< [arm][question]
};

struct CompareDetails {
    QVector<BudgetValues> budgets{};
    QVector<MatrixValues> matrices{};
};

/// The problems that two arms were both asked.
struct SideBySide {
    QString armA{}, armB{};
    std::vector<AnswerPair> problems{};
};

} // namespace lapidary

Q_DECLARE_METATYPE(lapidary::CompareDetails)
Q_DECLARE_METATYPE(lapidary::SideBySide)
