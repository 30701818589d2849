// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/stages/sample.h"

namespace lapidary {

RunKind sampleKind() {
    return {.info = {.name = "sample", .summary = "sampling", .role = "stage"}, .remote = true};
}

} // namespace lapidary
