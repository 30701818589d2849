// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/stages/run_kind.h"

namespace lapidary {

/// Demonstrations of graded samples: see core/workbench/data/filter.h.
RunKind filterKind();

} // namespace lapidary
