// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/optimizer.h"
#include <set>

namespace lapidary {

/// Lion (Chen et al. 2023), as transformers' "lion_32bit": every weight moves by the learning rate, in the direction of
/// the sign of adam_beta1 · mean + (1 - adam_beta1) · gradient; the mean then takes adam_beta2. One moment a weight,
/// where AdamW has two; its learning rate is three to ten times smaller.
class Lion final : public Optimizer {
public:
    Lion(const NamedTensors &parameters, const std::set<std::string> &norms, const TrainOptions &options);
    void step(double learningRate, double factor) override;
    NamedTensors parameters() const override;
    NamedTensors state() const override; ///< "exp_avg.<name>"

private:
    struct Moved {
        std::string name;
        at::Tensor parameter, mean;
        double weightDecay;
    };
    std::vector<Moved> all_;
    double beta1_, beta2_;
};

} // namespace lapidary
