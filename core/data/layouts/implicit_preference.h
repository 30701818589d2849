// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"chosen", "rejected"}, two texts; what they begin with is the prompt (TRL: implicit prompt).
const Layout &implicitPreferenceLayout();

} // namespace lapidary
