// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"instruction", "input"?, "chosen", "rejected"}: preferences whose prompt is that of Alpaca.
const Layout &alpacaPreferenceLayout();

} // namespace lapidary
