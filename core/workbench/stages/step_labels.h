// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/stages/run_kind.h"

namespace lapidary {

/// Chains of labelled steps of graded samples: see core/workbench/data/step_rows.h.
RunKind stepLabelsKind();

} // namespace lapidary
