// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/generate/sampling.h"
#include "core/engine/train/token_rows.h"

namespace lapidary {

/// Of which rows of a step the completions are written anew, and by whom.
struct RewriteSettings {
    double lmbda = 0;           ///< share of the rows that the policy writes, each by a throw of its own
    bool teacherWrites = false; ///< the teacher writes the others, which are read as they are without it
    SamplingConfig sampling{};
    std::string stream{}; ///< names the random numbers, with the step
};

struct Rewritten {
    Metrics metrics{};
    std::int64_t tokens = 0; ///< that were drawn
};
/// Puts completions that the policy or the teacher draws behind the prompts of some of these rows: a prompt is what
/// stands before the first token that is learnt. The draws are named by the step and the place in it, so that neither
/// a resumed run nor other micro-batches change them. kCancelled where a stop is asked for: then no row has changed.
Result<Rewritten> rewriteRows(TrainContext &context, std::vector<TokenRow> &rows, const RewriteSettings &how);

/// What it logs: the lengths of what is learnt, whoever wrote it, and whose it is.
std::vector<MetricInfo> rewriteMetrics();

} // namespace lapidary
