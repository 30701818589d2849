// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"conversations", "chosen": {"from", "value"}, "rejected", "system"?}: preferences as LLaMA-Factory has them.
const Layout &shareGptPreferenceLayout();

} // namespace lapidary
