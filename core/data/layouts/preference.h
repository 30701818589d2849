// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"prompt", "chosen", "rejected", "strength"?}: pairs of which one side is preferred.
const Layout &preferenceLayout();

} // namespace lapidary
