// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/configured.h"

namespace lapidary {

MethodInfo strategyInfo(const char *name, const char *summary, const ConfigSpec &spec,
                        std::vector<std::string> sideBySide, bool judged) {
    MethodInfo out{.name = name,
                   .summary = summary,
                   .role = "strategy",
                   .spec = spec,
                   .inputs = {{.name = "policy", .effect = "the model that answers"}},
                   .sideBySide = std::move(sideBySide)};
    if (judged)
        out.inputs.push_back({.name = "judge",
                              .required = false,
                              .effect = "the remote model that rates the samples, where the scorer is judge"});
    out.inputs.push_back({.name = "problems", .what = Artifact::ProblemSet, .effect = "the questions"});
    return out;
}

} // namespace lapidary
