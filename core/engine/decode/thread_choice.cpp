// SPDX-License-Identifier: Apache-2.0
#include "core/engine/decode/thread_choice.h"

namespace lapidary {
namespace {

/// Of so many pieces the first few are done with all threads, the next with one, and the others as was faster.
constexpr std::int64_t kPeriod = 128, kTried = 3;
/// What is new counts so much beside what is known.
constexpr double kShare = 0.3;

} // namespace

int ThreadChoice::next(int most) {
    if (most <= 1) return 1;
    const std::int64_t at = pieces_++ % kPeriod;
    if (at < kTried) return most;
    if (at < 2 * kTried) return 1;
    return all_ > 0 && one_ > 0 && one_ < all_ ? 1 : most;
}

void ThreadChoice::took(int threads, double seconds) {
    double &known = threads == 1 ? one_ : all_;
    const std::int64_t at = (pieces_ - 1) % kPeriod;
    if (known == 0 || at == 0 || at == kTried) // what was known may be long past
        known = seconds;
    else if (at < 2 * kTried)
        known = seconds < known ? seconds : known;
    else
        known += kShare * (seconds - known);
}

} // namespace lapidary
