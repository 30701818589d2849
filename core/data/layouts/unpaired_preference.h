// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"prompt", "completion", "label"}: single answers of which somebody said whether they are good, as TRL has them.
const Layout &unpairedPreferenceLayout();

} // namespace lapidary
