// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/tensor/named_tensor.h"
#include "core/engine/train/options.h"
#include <set>

namespace lapidary {

/// AdamW (Loshchilov and Hutter 2019) in one pass over weights, gradients and both moments: of our own on the CPU,
/// elsewhere by the fused operator.
/// Biases and the parameters of norms, whatever their family calls them, are not decayed, as in transformers.
class AdamW {
public:
    AdamW(NamedTensors parameters, const std::set<std::string> &norms, const TrainOptions &options);

    void zeroGradients();
    void step(double learningRate, double factor = 1); ///< of gradients times `factor`
    NamedTensors parameters() const;                   ///< those that decay first

    NamedTensors state() const; ///< "exp_avg.<name>", "exp_avg_sq.<name>", "step"
    Status restore(const NamedTensors &state);

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
