// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/project.h"
#include "widgets/models/planning_values.h"

namespace lapidary {

/// Everything that a new training can be made of. Blocking; called on the bridge's thread.
Result<PlanningValues> planningOf(Project &project);
/// Rows and longest row of a data set or a stage of pairs of the experiment. Makes the rows where they are not there
/// yet.
Result<DataFacts> dataFactsOf(Project &project, const QString &name);

} // namespace lapidary
