// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/token_rows.h"

namespace lapidary {

/// A chain as a process reward model sees it: at the token that ends a step stands its label, -1 at all others.
struct StepLabels {
    std::vector<std::int64_t> ids{};
    std::vector<float> labels{}; ///< 0 wrong, 1 right, or in between
    std::int64_t line = 0;       ///< of the data file; 0: it was added
};

struct StepReading {
    std::string separator = "\n"; ///< behind every step
    bool lastOnly = false;        ///< the label of the last step alone
    std::int64_t maxLength = 1024;
};

/// Of the run's data file: texts {"prompt", "completions": [step…], "labels": [true, false, a share or null…]}, or
/// token ids {"input_ids", "labels": [0, 1 or -100…], "attention_mask"?}. As in TRL the tokens of prompt, steps and
/// separator are joined, each made by itself. Rows without a label within maxLength are left out and counted in a
/// notice.
Result<std::vector<StepLabels>> readStepLabels(TrainContext &context, const StepReading &how);

} // namespace lapidary
