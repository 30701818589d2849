// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// PRM800K (Lightman et al. 2023): a problem, and at each step what the labeler rated and which was taken. The chain is
/// what was taken, the labeler's own words where none was, and at its end the first one that was rated: 1 is right, -1
/// wrong, and 0 (neither), like words that nobody rated, is no label.
const Layout &prm800kLayout();

} // namespace lapidary
