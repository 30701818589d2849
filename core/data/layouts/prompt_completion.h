// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"prompt", "completion"}: demonstrations.
const Layout &promptCompletionLayout();

} // namespace lapidary
