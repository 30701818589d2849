// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// Problems with worked solutions as MATH (Hendrycks et al. 2021) and NuminaMath have them; the answer, where the file
/// has it apart, is the reference.
const Layout &mathProblemLayout();

} // namespace lapidary
