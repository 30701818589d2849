// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/job/job.h"

namespace lapidary {

/// What judgements.jsonl comes to, a line for each contest that was judged: the labelled rows, and the totals that say
/// how far the judge can be believed: of those that a grader or a vote can tell "accuracy" with its 95 % interval,
/// "overconfidence" (how much surer it is, in the mean, than it is right) and "brier".
struct FeedbackTotals {
    std::string rows{}; ///< of a preference file
    Json result = Json::object();
    Sentence summary{};
};
/// `dropInconsistent`: pairs of which the judge says another thing in the other order are no rows. Errors:
/// feedback.none where no row is left.
Result<FeedbackTotals> feedbackTotals(const fs::path &judgements, bool dropInconsistent);

} // namespace lapidary
