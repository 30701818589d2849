// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/label_strength.h"
#include "core/engine/train/token_rows.h"

namespace lapidary {

/// A prompt, one completion, and whether it is a good one.
struct LabelledRow {
    std::vector<std::int64_t> prompt{}, completion{};
    bool good = false;
    double strength = 1;   ///< of the label
    std::int64_t line = 0; ///< of the data file; 0: it was added
    /// Both together, cut behind `maxLength` tokens; the completion is what is learnt.
    TokenRow row(std::int64_t maxLength) const;
};

/// Of the run's data file: texts or messages {"prompt", "completion", "label", "terminated"?}; token ids {"prompt_ids",
/// "completion_ids", "label"} or {"input_ids", "completion_mask" | "labels", "attention_mask"?, "label"}; a pair
/// {"prompt", "chosen", "rejected"} counts as two rows, the chosen one first. What has no completion within maxLength
/// is left out and counted in a notice, and so is what has a strength of 0 where that weighs.
Result<std::vector<LabelledRow>> readLabelledRows(TrainContext &context, std::int64_t maxLength,
                                                  const LabelStrength &strength);

} // namespace lapidary
