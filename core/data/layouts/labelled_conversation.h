// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"messages", "label"} and {"conversations", "kto_tag"}: conversations whose last message is good or bad, as
/// LLaMA-Factory has them.
const Layout &labelledMessagesLayout();
const Layout &labelledShareGptLayout();

} // namespace lapidary
