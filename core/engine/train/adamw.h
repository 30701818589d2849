// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/optimizer.h"
#include <set>

namespace lapidary {

/// AdamW (Loshchilov and Hutter 2019) in one pass over weights, gradients and both moments: of our own on the CPU,
/// elsewhere by the fused operator.
class AdamW final : public Optimizer {
public:
    AdamW(const NamedTensors &parameters, const std::set<std::string> &norms, const TrainOptions &options);

    void step(double learningRate, double factor = 1) override;
    NamedTensors parameters() const override;
    NamedTensors state() const override; ///< "exp_avg.<name>", "exp_avg_sq.<name>", "step"

private:
    struct Group {
        double weightDecay = 0;
        std::vector<std::string> names;
        std::vector<at::Tensor> parameters, means, squares, steps;
    };
    std::vector<Group> groups_;
    TrainOptions options_;
};

} // namespace lapidary
