// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"prompt"}, a list of messages: problems whose answers a model writes (TRL).
const Layout &conversationalPromptLayout();

} // namespace lapidary
