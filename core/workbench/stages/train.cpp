// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/stages/train.h"

namespace lapidary {

RunKind trainKind() {
    return {.info = {.name = "train", .summary = "training", .role = "stage"},
            .methodKey = "algorithm",
            .methods = &Catalogue::algorithms,
            .trains = true};
}

} // namespace lapidary
