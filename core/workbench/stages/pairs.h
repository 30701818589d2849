// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/stages/run_kind.h"

namespace lapidary {

/// Preference pairs of graded samples: see core/workbench/data/pairs.h.
RunKind pairsKind();

} // namespace lapidary
