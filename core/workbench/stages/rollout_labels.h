// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/stages/run_kind.h"

namespace lapidary {

/// Chains whose steps are labelled by what a model makes of them; a worker does it (app/worker/jobs/rollout_labels).
RunKind rolloutLabelsKind();

} // namespace lapidary
