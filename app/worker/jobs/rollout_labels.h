// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/config/method.h"
#include "core/job/job.h"

namespace lapidary {

/// Labels of steps without anybody who judged them: a model goes on behind each step, and the share of its answers that
/// come right is the label (Wang et al. 2024, arXiv:2312.08935, Math-Shepherd). By halves only the first step is looked
/// for behind which nothing comes right, and all from there on are wrong (Luo et al. 2024, arXiv:2406.06592, OmegaPRM).
const MethodInfo &rolloutLabelsInfo();

/// Reads rows {"prompt", "completions": [step…], "labels"?, "reference", …} and leaves the same with other labels in
/// steps.jsonl. The last step, where the answer stands, is graded itself. Where exact labels were there, the result
/// says how often the new ones, taken as right from one half on, agree with them.
Result<Json> runRolloutLabels(const Json &run, JobContext &context);

} // namespace lapidary
