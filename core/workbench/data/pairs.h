// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/config/described.h"
#include "core/workbench/data/jsonl.h"

namespace lapidary {

/// How preference pairs are made from graded samples.
struct PairsConfig {
    std::int64_t maxPairsPerPrompt = 2;
    bool requireFaithful = true;              ///< where the samples are labelled so
    std::string select = "similar_length";    ///< or "misranked": those that the scores of the samples have wrong
    std::int64_t maxPairs = 0;                ///< 0: all
    bool includeTruncatedCompletions = false; ///< they can only be rejected, and are learnt without an end token
    static const Described<PairsConfig> &described();
};

struct PairsMade {
    std::vector<Json>
        rows{}; ///< {"id", "prompt", "chosen", "rejected"}, and "rejected_terminated": false where that one was cut
    std::int64_t prompts = 0, withoutContrast = 0; ///< prompts whose samples are all right or all wrong
    std::int64_t misranked = 0; ///< pairs of right and wrong that the scores have wrong; of all samples
    /// Completions: all, those that were cut or cancelled, the empty ones, and those that nobody could grade.
    std::int64_t samples = 0, cut = 0, empty = 0, unscorable = 0;
};

/// chosen = a right completion (right in every step too, where that is known), rejected = a wrong one. Of all pairs of
/// a prompt those of most similar length come first, so that length is not what the preference teaches; no completion
/// is used twice on a side. "misranked" takes only pairs whose wrong answer has the higher score, or the same, those
/// furthest apart first: what a reward model is deceived by, for it to learn from. A completion that was cut is in no
/// pair unless it is asked for; an empty one never is. Errors: pairs.bad_row, samples.no_scores, pairs.none.
Result<PairsMade> makePairs(const fs::path &samples, const PairsConfig &config, const RowWork &work = {});

} // namespace lapidary
