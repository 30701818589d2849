// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/stages/run_kind.h"

namespace lapidary {

/// Fits how many samples a problem is worth, by stored samples of other problems: the policy of compute-optimal
/// scaling.
RunKind allocateKind();

} // namespace lapidary
