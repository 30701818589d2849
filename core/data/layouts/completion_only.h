// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"completion"}: demonstrations without a prompt. Too little to recognise a foreign file by.
const Layout &completionOnlyLayout();

} // namespace lapidary
