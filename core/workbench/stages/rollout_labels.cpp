// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/stages/rollout_labels.h"

namespace lapidary {

RunKind rolloutLabelsKind() {
    return {.info = {.name = "rollout_labels", .summary = "steps labelled by rollouts", .role = "stage"}};
}

} // namespace lapidary
