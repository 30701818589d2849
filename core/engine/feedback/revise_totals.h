// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/feedback/constitution.h"

namespace lapidary {

/// What revisions.jsonl comes to: demonstrations of the last revisions, pairs of revision and answer, and how often the
/// principles that a rule can check were broken before and after.
struct ReviseTotals {
    std::string demonstrations{}, pairs{}; ///< rows, a line each
    Json result = Json::object();
    Sentence summary{};
};
/// Errors: revise.none where no revision ended itself.
Result<ReviseTotals> reviseTotals(const fs::path &revisions, const Constitution &constitution, const Rule &rule);

} // namespace lapidary
