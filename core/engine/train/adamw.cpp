// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/adamw.h"
#include <map>

namespace lapidary {

AdamW::AdamW(NamedTensors parameters, const std::set<std::string> &norms, const TrainOptions &options)
    : groups_(2), options_(options) {
    groups_[0].weightDecay = options.weightDecay;
    for (auto &[name, tensor] : parameters) {
        const bool decays = !name.ends_with(".bias") && !norms.contains(name);
        Group &group = groups_[decays ? 0 : 1];
        group.names.push_back(name);
        group.parameters.push_back(tensor);
        group.means.push_back(at::zeros_like(tensor));
        group.squares.push_back(at::zeros_like(tensor));
        group.steps.push_back(at::zeros({}, at::TensorOptions(at::kFloat).device(tensor.device())));
    }
}

void AdamW::zeroGradients() {
    for (auto &group : groups_)
        for (auto &parameter : group.parameters) parameter.mutable_grad() = at::Tensor();
}

void AdamW::step(double learningRate) {
    at::NoGradGuard noGrad;
    for (auto &group : groups_) {
        std::vector<at::Tensor> parameters, gradients, means, squares, steps;
        for (std::size_t i = 0; i < group.parameters.size(); ++i) {
            if (!group.parameters[i].grad().defined()) continue;
            parameters.push_back(group.parameters[i]);
            gradients.push_back(group.parameters[i].grad().contiguous());
            means.push_back(group.means[i]);
            squares.push_back(group.squares[i]);
            steps.push_back(group.steps[i].add_(1));
        }
        if (parameters.empty()) continue;
        at::_fused_adamw_(parameters, gradients, means, squares, {}, steps, learningRate, options_.adamBeta1,
                          options_.adamBeta2, group.weightDecay, options_.adamEpsilon, /*amsgrad=*/false,
                          /*maximize=*/false);
    }
}

NamedTensors AdamW::parameters() const {
    NamedTensors out;
    for (const auto &group : groups_)
        for (std::size_t i = 0; i < group.names.size(); ++i) out.push_back({group.names[i], group.parameters[i]});
    return out;
}

NamedTensors AdamW::state() const {
    NamedTensors out;
    for (const auto &group : groups_)
        for (std::size_t i = 0; i < group.names.size(); ++i) {
            out.push_back({"exp_avg." + group.names[i], group.means[i]});
            out.push_back({"exp_avg_sq." + group.names[i], group.squares[i]});
            out.push_back({"step." + group.names[i], group.steps[i]});
        }
    return out;
}

Status AdamW::restore(const NamedTensors &state) {
    std::map<std::string, at::Tensor> byName;
    for (const auto &named : state) byName[named.name] = named.tensor;
    for (auto &[name, mine] : this->state()) {
        const auto it = byName.find(name);
        if (it == byName.end() || it->second.sizes() != mine.sizes())
            return fail({.code = "checkpoint.optimizer",
                         .message = "the checkpoint's optimiser state does not fit this run",
                         .field = name});
        mine.copy_(it->second);
    }
    return {};
}

} // namespace lapidary
