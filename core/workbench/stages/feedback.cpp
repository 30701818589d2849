// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/stages/feedback.h"

namespace lapidary {

RunKind feedbackKind() {
    return {.info = {.name = "feedback", .summary = "AI feedback", .role = "stage"}};
}

} // namespace lapidary
