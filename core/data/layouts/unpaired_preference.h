// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"prompt", "completion", "label"}: single answers that are good or bad (KTO), as texts and as lists of messages.
const Layout &unpairedPreferenceLayout();
const Layout &conversationalUnpairedPreferenceLayout();

} // namespace lapidary
