// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"prompt", "reference"?}: problems, whose answers a model writes.
const Layout &promptOnlyLayout();

} // namespace lapidary
