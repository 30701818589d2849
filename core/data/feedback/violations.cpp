// SPDX-License-Identifier: Apache-2.0
#include "core/data/feedback/violations.h"

namespace lapidary {

std::optional<bool> countViolations(const Constitution &constitution, const Rule &rule, const Problem &problem,
                                    const std::string &answer, std::string_view finishReason,
                                    std::vector<ViolationCount> &counts) {
    std::optional<bool> any;
    for (std::size_t i = 0; i < constitution.size(); ++i) {
        const auto broken = violates(constitution[i], rule, problem, answer, finishReason);
        counts[i].add(broken);
        if (broken) any = any.value_or(false) || *broken;
    }
    return any;
}

} // namespace lapidary
