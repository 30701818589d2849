// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/stages/evaluate.h"

namespace lapidary {

RunKind evaluateKind() {
    return {.info = {.name = "evaluate", .summary = "answering", .role = "arm"},
            .methodKey = "strategy",
            .methods = &Catalogue::strategies,
            .isArm = true,
            .remote = true};
}

} // namespace lapidary
