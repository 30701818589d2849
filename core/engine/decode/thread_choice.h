// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

namespace lapidary {

/// How many threads work of one kind should take, by how long it took with how many: all of them or one. Beside a busy
/// process, or where a piece of work is smaller than what sharing it costs, one is faster than two. Results must not
/// depend on it.
class ThreadChoice {
public:
    /// For the next piece of work, of `most` threads that there are.
    int next(int most);
    /// How long it took with so many.
    void took(int threads, double seconds);

private:
    double one_ = 0, all_ = 0; ///< seconds a piece of late; 0: not known
    std::int64_t pieces_ = 0;
};

} // namespace lapidary
