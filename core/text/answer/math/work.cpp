// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/math/work.h"

namespace lapidary::math {
namespace {

thread_local bool counted = false;
thread_local std::int64_t left = 0;

} // namespace

Work::Work() : outer_(!counted) {
    if (!outer_) return;
    counted = true;
    left = kMost;
}

Work::~Work() {
    if (outer_) counted = false;
}

bool Work::spend(std::int64_t units) {
    if (!counted) return true;
    left -= units < left ? units : left;
    return left > 0;
}

} // namespace lapidary::math
