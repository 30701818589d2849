// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/config/described.h"
#include "core/data/tasks/rule.h"
#include "core/workbench/data/jsonl.h"

namespace lapidary {

/// Which graded samples become chains of labelled steps.
struct StepRowsConfig {
    std::int64_t maxPerPrompt = 0; ///< 0: all
    std::int64_t maxRows = 0;      ///< 0: all
    static const Described<StepRowsConfig> &described();
};

struct StepRowsMade {
    std::vector<Json> rows{}; ///< {"id", "prompt", "completions": [step…], "labels": [true or false…], "reference"}
    std::int64_t samples = 0, prompts = 0, cut = 0;
    std::int64_t withoutSteps = 0; ///< samples in which the rule found none
    std::int64_t repeated = 0;     ///< equal texts of a prompt: only the first is taken
    std::int64_t steps = 0, wrong = 0;
};

/// Chains as a process reward model learns from them, each step with the label of an exact grader. The steps of a row,
/// each with the rule's mark behind it (`Rule::stepMark`, else a line feed), are the text that was sampled: what stands
/// between two steps belongs to the second. What stands behind the last one is a step too, right where the answer is; a
/// sample that was cut has none. Errors: json.*, steps.none.
Result<StepRowsMade> makeStepRows(const fs::path &samples, const Rule &rule, const StepRowsConfig &config,
                                  const RowWork &work = {});

} // namespace lapidary
