// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include "widgets/models/compare_details.h"
#include "widgets/models/values.h"

namespace lapidary {

class Project;
struct Plan;

/// What core/workbench/compare says of a plan's finished arms, as the window shows it. Blocking; called on the bridge's
/// thread.
struct ComparedArms {
    ComparisonValues values{};
    QVector<RevisedArm> revised{};
};
Result<ComparedArms> comparisonValues(Project &project, const Plan &plan);
Result<QVector<DetectableValues>> detectableValues(Project &project, const Plan &plan);
Result<CompareDetails> compareDetails(Project &project, const Plan &plan);
Result<SideBySide> sideBySide(Project &project, const Plan &plan, const QString &armA, const QString &armB);

} // namespace lapidary
