// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"chosen_messages", "rejected_messages"}: two whole conversations, as LLaMA-Factory 1 has them.
const Layout &messagePairsLayout();

} // namespace lapidary
