// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/token_rows.h"

namespace lapidary {

/// How the importance of weights is measured on rows.
struct FisherSettings {
    bool empirical = false;    ///< the labels of the rows, instead of tokens drawn from the model at their places
    std::int64_t examples = 0; ///< rows, drawn without replacement; 0: all
    bool bf16 = false;
};

/// The diagonal of the policy's Fisher information for its trained tensors: of each example the gradient of the mean
/// log-prob of its learnt tokens, squared, and of these the mean over examples. The square of a batch's gradient would
/// be smaller by about its rows. Draws and choice of rows come from streams of the run's seed.
/// kCancelled where a stop is asked for.
Result<NamedTensors> fisherOf(TrainContext &context, const NamedTensors &weights, const std::vector<TokenRow> &rows,
                              const FisherSettings &settings);

} // namespace lapidary
