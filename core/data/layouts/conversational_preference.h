// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"prompt", "chosen", "rejected"}, each a list of messages: TRL's conversational preferences. A prompt that is a text
/// is the user's; where the sides are whole conversations, their beginning is the prompt.
const Layout &conversationalPreferenceLayout();

/// {"chosen", "rejected"}, each a whole conversation; what they begin with is the prompt.
const Layout &implicitConversationalPreferenceLayout();

} // namespace lapidary
