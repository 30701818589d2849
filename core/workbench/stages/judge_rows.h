// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/stages/run_kind.h"

namespace lapidary {

/// Preferences as what a judge should have said of them: demonstrations for a judge of one's own.
RunKind judgeRowsKind();

} // namespace lapidary
