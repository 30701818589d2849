// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

namespace lapidary {

/// A stretch of a row that is one sequence, or the rest of one: attention does not leave it, positions restart at 0.
/// `behind` is the number of an earlier segment of the same row that it goes on from: its tokens see those of that
/// segment too, and their positions go on from there. So a prompt is read once for all that is written behind it.
struct Segment {
    std::int64_t row = 0, begin = 0, length = 0, behind = -1;
};

} // namespace lapidary
