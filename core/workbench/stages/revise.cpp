// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/stages/revise.h"

namespace lapidary {

RunKind reviseKind() {
    return {.info = {.name = "revise", .summary = "critique and revision", .role = "stage"}};
}

} // namespace lapidary
