// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <span>

namespace lapidary {

/// A function of core/stats as `stats NAME` offers it: numbers in, numbers out.
struct Statistic {
    const char *name;
    const char *summary;
    const char *request; ///< the fields, with ? for those that may be absent
    const char *answer;
    Result<Json> (*compute)(const Json &request);
};

std::span<const Statistic> statistics();

} // namespace lapidary
