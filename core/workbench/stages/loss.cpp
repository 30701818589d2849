// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/stages/loss.h"

namespace lapidary {

RunKind lossKind() {
    return {.info = {.name = "loss", .summary = "loss on rows", .role = "stage"}};
}

} // namespace lapidary
