// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"messages": [{"role", "content", …}], "tools"?}: conversations as OpenAI and transformers have them.
const Layout &messagesLayout();

} // namespace lapidary
