// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdlib>
#include <string_view>

namespace lapidary::test {

/// What a stretch of work may take in a test: eight times `quiet`, its budget on a quiet laptop, because processors
/// differ, and caches and cores are shared. The faults that such tests guard against (work that grows with the square
/// of its input, a table read in the window's thread) take a hundred times as much. LAPIDARY_BUDGETS=strict holds the
/// budget itself.
inline double budget(double quiet) {
    const char *wanted = std::getenv("LAPIDARY_BUDGETS");
    return wanted && std::string_view(wanted) == "strict" ? quiet : 8 * quiet;
}

} // namespace lapidary::test
