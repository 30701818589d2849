// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/token_policy.h"

namespace lapidary {

/// Trust region policy optimisation (Schulman et al. 2015): every step goes along the natural gradient, found by
/// conjugate gradient on products with the Fisher matrix, as far as the KL to the policy that drew allows, and back
/// from there until the surrogate has gained. For small models: whole distributions of a step are held, and a step
/// costs some twenty passes.
struct TrpoConfig {
    TrainOptions train{.learningRate = 1.0, .lrSchedulerType = "constant"};
    GroupConfig group{};
    TokenPaySettings pay{};
    std::string baseline = "group";
    std::int64_t numIterations = 1;
    double delta = 0.01;
    double damping = 0.1;
    std::int64_t cgIterations = 10;
    double backtrackCoeff = 0.8;
    std::int64_t backtrackIters = 10;
    static const Described<TrpoConfig> &described();
};

/// The pure loss by name (`lapidary-cli loss trpo`) takes the tensors of `reinforce_plus_plus`, and bounds no ratio:
/// the surrogate. Tensors in the answer: those of that loss.
AlgorithmInfo trpoInfo();

} // namespace lapidary
