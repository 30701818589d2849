// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"chosen", "rejected"}, two dialogues written out as "\n\nHuman: …\n\nAssistant: …" (Bai et al. 2022,
/// arXiv:2204.05862). They are read as messages; what both begin with is the prompt.
const Layout &hhRlhfLayout();

} // namespace lapidary
