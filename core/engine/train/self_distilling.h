// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/generate/sampling.h"
#include "core/engine/train/self_teacher.h"
#include "core/engine/train/taught_rows.h"

namespace lapidary {

/// A training in which a model learns from itself, shown more than it is asked. Methods differ in what is shown, in
/// their names and defaults.
struct SelfDistilling {
    TrainOptions train{};
    Privilege privilege{};
    SelfTeacherSettings teacher{};
    SelfLossSettings loss{};
    double lmbda = 1;                  ///< share of the rows whose completions the student writes itself
    std::int64_t numGenerations = 1;   ///< how often an epoch sees a prompt
    std::int64_t lossTokensToSkip = 0; ///< at the beginning of each completion
    SamplingConfig sampling{};
    bool disableDropout = true;
    std::string stream{}; ///< names the random numbers
};
std::unique_ptr<Algorithm> makeSelfDistilling(SelfDistilling settings);

/// Of rows with this column beside a prompt; `shown`: what the column holds, for whoever lacks it.
std::vector<Port> selfDistillingInputs(const char *column, const char *shown);
std::vector<MetricInfo> selfDistillingMetrics();

} // namespace lapidary
