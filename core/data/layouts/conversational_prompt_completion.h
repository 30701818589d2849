// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"prompt", "completion"}, lists of messages: demonstrations of which the completion is learnt (TRL).
const Layout &conversationalPromptCompletionLayout();

} // namespace lapidary
