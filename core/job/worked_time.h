// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/job/event.h"
#include <optional>

namespace lapidary {

/// How long a run was worked on: over all its sittings, from the first word of each to its last, less the time that it
/// rested. A worker that was killed counts up to what it wrote last.
class WorkedTime {
public:
    void see(const Event &event);
    double seconds() const { return seconds_; }

private:
    std::optional<double> last_{}; ///< nothing before the first sitting
    bool resting_ = false;
    double seconds_ = 0;
};

} // namespace lapidary
