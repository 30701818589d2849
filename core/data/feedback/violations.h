// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/feedback/constitution.h"

namespace lapidary {

/// Of how many answers a check could tell, and how many broke the principle.
struct ViolationCount {
    std::int64_t answers = 0, broken = 0;
    void add(std::optional<bool> violated) {
        answers += violated.has_value();
        broken += violated == true;
    }
};

/// Adds what each principle's check says of the answer to its count. Whether any is broken; nothing where none can
/// tell.
std::optional<bool> countViolations(const Constitution &constitution, const Rule &rule, const Problem &problem,
                                    const std::string &answer, std::string_view finishReason,
                                    std::vector<ViolationCount> &counts);

} // namespace lapidary
