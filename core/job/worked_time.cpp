// SPDX-License-Identifier: Apache-2.0
#include "core/job/worked_time.h"
#include <algorithm>

namespace lapidary {

void WorkedTime::see(const Event &event) {
    const std::string state = event.type == "state" ? getString(event.body, "state").value_or("") : std::string();
    if (last_ && !resting_ && state != "starting")
        seconds_ += std::max(0.0, event.time - *last_); // a clock may be set back
    if (!state.empty()) resting_ = state == "paused";
    last_ = event.time;
}

} // namespace lapidary
