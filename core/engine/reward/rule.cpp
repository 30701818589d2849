// SPDX-License-Identifier: Apache-2.0
#include "core/engine/reward/rule.h"

namespace lapidary {

Result<Problem> problemFromJson(const Json &row) {
    auto prompt = getString(row, "prompt");
    if (!prompt) return unexpected(prompt.error());
    Problem problem{.id = {}, .prompt = std::move(*prompt), .reference = {}, .row = row};
    for (auto [name, target] : {std::pair{"id", &problem.id}, {"reference", &problem.reference}}) {
        const auto it = row.find(name);
        if (it == row.end() || it->is_null()) continue;
        *target = it->is_string() ? it->get<std::string>() : dumpJson(*it); // numbers are welcome as ids and answers
    }
    return problem;
}

} // namespace lapidary
