// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"

// Legend: W trained weights, as one vector; N target tokens of a part, V vocabulary.
namespace lapidary {

/// How far the policy is from where it stood when this was made, on the tokens of a step: the mean KL(then ‖ now) of
/// whole distributions over the next token. Of each target token a row of V logits is held.
class PolicyDistance {
public:
    /// `bf16`, `temperature`: as the loss has them.
    PolicyDistance(TrainContext &context, const TrainStep &step, bool bf16, double temperature);

    std::int64_t bytes() const; ///< of the logits that are held
    double kl() const;
    /// The second derivative of the KL by the weights, where the policy stands as it stood, times a vector: the Fisher
    /// matrix's product. From gradients of the KL a small step to either side. [W]
    at::Tensor fisherProduct(const at::Tensor &v_W) const;

    at::Tensor weights() const;                 ///< a copy, in f64. [W]
    void setWeights(const at::Tensor &w_W);     ///< moves the policy
    at::Tensor gradient() const;                ///< that stands at the weights. [W]
    std::int64_t size() const { return size_; } ///< W

private:
    at::Tensor klWithGraph(std::size_t part) const;
    at::Tensor klGradientAt(const at::Tensor &w_W) const;

    TrainContext &context_;
    const TrainStep &step_;
    bool bf16_;
    double temperature_;
    NamedTensors trained_{};
    std::vector<at::Tensor> logits_{}; ///< of each part. [N, V]
    std::int64_t size_ = 0, tokens_ = 0;
};

} // namespace lapidary
