// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// Math-Shepherd (Wang et al. 2024): a problem and its steps in one text, a mark ("ки") behind each step, and the same
/// text with + or - where the marks stand. What stands before the first step ("Step 1:") is the prompt.
const Layout &mathShepherdLayout();

} // namespace lapidary
