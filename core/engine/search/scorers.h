// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/strategy.h"

namespace lapidary {

struct ScorerEntry {
    const char *name;
    const char *summary;
    bool oracle; ///< reads the reference answer: shows the ceiling of a perfect verifier
    bool needsRule;
    bool needsLogprobs;
    /// NaN where it cannot tell: such a candidate does not win.
    double (*score)(const Problem &problem, const Candidate &candidate, const Rule *rule);
};

std::span<const ScorerEntry> scorers();
std::vector<std::string> scorerNames();
const ScorerEntry &scorerByName(const std::string &name); ///< the name was checked against scorerNames()

} // namespace lapidary
