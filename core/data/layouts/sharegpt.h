// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"conversations": [{"from", "value"}], "system"?, "tools"?}: conversations as ShareGPT and LLaMA-Factory have them.
const Layout &sharegptLayout();

/// The messages of such a row, the system's first.
Result<Messages> shareGptTurns(const Json &row);

} // namespace lapidary
