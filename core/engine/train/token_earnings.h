// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/completion_table.h"
#include "core/engine/train/group_rollouts.h"

// Legend: B completions, C their tokens.
namespace lapidary {

inline constexpr const char *kOldLogps = "old_per_token_logps", *kRefLogps = "ref_per_token_logps",
                            *kAdvantages = "advantages", *kValues = "values", *kReturns = "returns";

/// What of fresh completions must be known before their tokens can be paid.
struct EarningsUse {
    bool old = true, reference = false; ///< log-probs of the policy as it drew, of the reference
    bool values = false;                ///< those of the critic
    bool maskTruncated = false;
    std::string klEstimator = "k1";
    Evaluation how{};
};

/// Fresh completions, and per token the KL to the reference and the values, 0 where nobody asked. [B, C], f64
struct TokenEarnings {
    CompletionTable table;
    at::Tensor kl_BC, values_BC;
};

/// Keeps the columns kOldLogps, kRefLogps and kValues, as they are asked for and not stored, and reads them.
TokenEarnings readEarnings(const TrainContext &context, const GroupRollouts &rollouts, std::vector<Rollout> &fresh,
                           const EarningsUse &use);

} // namespace lapidary
