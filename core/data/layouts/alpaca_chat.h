// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"instruction", "input"?, "output", "system"?, "history"?}: Alpaca rows as conversations, without the words of its
/// template. `history`: what was asked and answered before, as [[question, answer], …] (LLaMA-Factory). Recognised
/// where a row has a system text or a history; else a person chooses it.
const Layout &alpacaChatLayout();

} // namespace lapidary
