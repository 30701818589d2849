// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"

namespace lapidary::stats {

inline unexpected<Error> outOfRange(const char *field, const Sentence &found, const Sentence &expected) {
    return fail({.code = "stats.range",
                 .message = "A number is out of its range.",
                 .field = field,
                 .found = found,
                 .expected = expected});
}

} // namespace lapidary::stats
