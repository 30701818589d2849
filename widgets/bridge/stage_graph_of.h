// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/experiment/plan.h"
#include "widgets/models/stage_graph.h"

namespace lapidary {

/// The graph of an experiment. Data sets that only the arms are asked on stand in the comparison, not as nodes. `plan`
/// tells the runs of the stages; null while the experiment was never run.
StageGraphValues stageGraphOf(const Experiment &experiment, const Plan *plan);

} // namespace lapidary
