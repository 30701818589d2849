// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/lion.h"
#include <ATen/core/grad_mode.h>
#include <algorithm>

namespace lapidary {

Lion::Lion(const NamedTensors &parameters, const std::set<std::string> &norms, const TrainOptions &options)
    : beta1_(options.adamBeta1), beta2_(options.adamBeta2) {
    for (const auto &[name, tensor] : parameters) {
        const bool decays = !name.ends_with(".bias") && !norms.contains(name);
        all_.push_back({name, tensor, at::zeros_like(tensor), decays ? options.weightDecay : 0});
    }
    std::stable_partition(all_.begin(), all_.end(), [&](const Moved &each) {
        return !each.name.ends_with(".bias") && !norms.contains(each.name);
    });
}

void Lion::step(double learningRate, double factor) {
    const at::NoGradGuard noGrad;
    for (auto &[name, parameter, mean, weightDecay] : all_) {
        if (!parameter.grad().defined()) continue;
        const at::Tensor gradient = parameter.grad() * factor;
        parameter.mul_(1 - learningRate * weightDecay);
        parameter.add_(at::sign(mean * beta1_ + gradient * (1 - beta1_)), -learningRate);
        mean.mul_(beta2_).add_(gradient, 1 - beta2_);
    }
}

NamedTensors Lion::parameters() const {
    NamedTensors out;
    for (const auto &each : all_) out.push_back({each.name, each.parameter});
    return out;
}

NamedTensors Lion::state() const {
    NamedTensors out;
    for (const auto &each : all_) out.push_back({"exp_avg." + each.name, each.mean});
    return out;
}

} // namespace lapidary
