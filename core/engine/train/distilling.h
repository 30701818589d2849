// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/generate/sampling.h"
#include "core/engine/train/token_rows.h"

namespace lapidary {

/// What a student and its teacher are compared by. `divergence`, sym_kd_ratio and kd_ratio are torchtune's, beta is
/// TRL's.
struct DistillingLoss {
    std::string divergence = "generalized_jsd"; ///< or symmetric_kl
    double beta = 0.5;                          ///< see generalizedJsd()
    double symKdRatio = 0.5, kdRatio = 1;
    static const Described<DistillingLoss> &described();
};

/// A training in which a student learns what a teacher thinks of every next token. Methods differ in their names and
/// defaults.
struct Distilling {
    TrainOptions train{};
    LearntParts learnt{};
    std::int64_t maxLength = 1024;
    DistillingLoss loss{};
    double lossTemperature = 1; ///< of both distributions
    double lmbda = 0;           ///< share of the rows whose completions the student writes itself
    bool teacherWrites = false; ///< those of the others are written by the teacher instead of read
    SamplingConfig sampling{};  ///< of what is written
    bool disableDropout = true;
    std::string stream{}; ///< names the random numbers
};
std::unique_ptr<Algorithm> makeDistilling(Distilling settings);

/// student_logits and teacher_logits, [N, V] or [B, T, V], labels? [N] or [B, T], where -100 leaves a row of logits
/// out (nothing is shifted), num_items_in_batch? instead of the number of labels. With a kd_ratio below 1 labels are
/// needed. Tensors in the answer, for the rows that count: divergence, entropy.
Result<LossResult> distillingPureLoss(const TensorMap &inputs, const DistillingLoss &loss, double temperature);

std::vector<Port> distillingInputs();
std::vector<MetricInfo> distillingMetrics();

} // namespace lapidary
