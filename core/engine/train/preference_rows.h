// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/label_strength.h"
#include "core/engine/train/token_rows.h"

// Legend: P pairs, B = 2 P rows, T tokens.
namespace lapidary {

/// A prompt with two completions.
struct Pair {
    TokenRow chosen, rejected;
    double margin = 0;     ///< how much better the chosen one is, where the row says so
    double strength = 1;   ///< of the label
    std::int64_t line = 0; ///< of the data file; 0: it was added
};

/// All pairs of the run's data file: texts and messages in any layout of preferences, or token ids as {"prompt_ids",
/// "chosen_ids", "rejected_ids"} (with
/// "_input_ids" too, as older TRL has it), or as whole sequences {"chosen_input_ids", "chosen_labels" |
/// "chosen_completion_mask", "chosen_attention_mask"?, "rejected_…"}. Those that teach nothing are left out and
/// counted in notices: no completion within max_length, two equal sides, a strength of 0 where it weighs. A number
/// "margin" is read where it is there, "strength" where it counts.
Result<std::vector<Pair>> readPairs(TrainContext &context, std::int64_t maxLength, const LabelStrength &strength);

/// First all chosen rows, then all rejected ones: input_ids and labels [B, T], and lengths [B] without padding; margin
/// and strength of the pairs, [P], and their lines (kLines).
MicroBatch collatePairs(const std::vector<Pair> &pairs, const std::vector<std::size_t> &picked, std::int64_t padding,
                        c10::Device device);

} // namespace lapidary
