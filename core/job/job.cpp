// SPDX-License-Identifier: Apache-2.0
#include "core/job/job.h"

namespace lapidary {

void JobContext::waitWhilePaused() {
    while (nextWhilePaused())
        answer({{"error", toJson(Error{.code = "run.answers_nothing",
                                       .message = "a run of this kind answers no requests",
                                       .expected = "a training that is paused"})}});
}

} // namespace lapidary
