// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// Pairs that are tokenised already: {"chosen_input_ids", "chosen_labels" | "chosen_completion_mask",
/// "chosen_attention_mask"?, "rejected_…"}, and with the prompt apart: {"prompt_ids", "chosen_ids", "rejected_ids"}
/// ("…_input_ids" too, as older TRL has it).
const Layout &tokenPreferenceLayout();
const Layout &partedTokenPreferenceLayout();

} // namespace lapidary
