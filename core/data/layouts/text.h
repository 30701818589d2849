// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"text"}: plain text that is learnt whole.
const Layout &textLayout();

} // namespace lapidary
