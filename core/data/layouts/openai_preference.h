// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"input": {"messages"}, "preferred_output", "non_preferred_output"}: preferences as fine-tuning at OpenAI had them.
const Layout &openAiPreferenceLayout();

} // namespace lapidary
