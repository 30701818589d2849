// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/experiment/experiment_draft.h"
#include "core/workbench/experiment/plan.h"
#include "widgets/models/stage_graph.h"

namespace lapidary {

/// The graph of an experiment. Data sets that the arms are asked on lead to the comparison. `plan` tells the
/// runs of the stages; null while the experiment was never run.
StageGraphValues stageGraphOf(const Experiment &experiment, const Plan *plan);
/// With what is wrong: `trouble` of the nodes, and all of it as `problem`.
StageGraphValues stageGraphOf(const ExperimentDraft &draft, const Plan *plan);

} // namespace lapidary
