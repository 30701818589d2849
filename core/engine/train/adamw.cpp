// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/adamw.h"
#include "core/engine/kernels/adamw_pass.h"

namespace lapidary {
namespace {

/// Tensors for the library's operator.
struct Fused {
    std::vector<at::Tensor> parameters{}, gradients{}, means{}, squares{}, steps{};

    void add(const AdamWTensor &tensor, const at::Tensor &step) {
        parameters.push_back(tensor.parameter);
        gradients.push_back(tensor.gradient);
        means.push_back(tensor.mean);
        squares.push_back(tensor.square);
        steps.push_back(step);
    }
    void step(const TrainOptions &options, double weightDecay, double learningRate, double factor) {
        if (parameters.empty()) return;
        if (factor != 1)
            for (auto &gradient : gradients) gradient.mul_(factor);
        at::_fused_adamw_(parameters, gradients, means, squares, {}, steps, learningRate, options.adamBeta1,
                          options.adamBeta2, weightDecay, options.adamEpsilon, /*amsgrad=*/false, /*maximize=*/false);
    }
};

} // namespace

AdamW::AdamW(const NamedTensors &parameters, const std::set<std::string> &norms, const TrainOptions &options)
    : groups_(2), options_(options) {
    groups_[0].weightDecay = options.weightDecay;
    for (const auto &[name, tensor] : parameters) {
        const bool decays = !name.ends_with(".bias") && !norms.contains(name);
        Group &group = groups_[decays ? 0 : 1];
        group.names.push_back(name);
        group.parameters.push_back(tensor);
        group.means.push_back(at::zeros_like(tensor));
        group.squares.push_back(at::zeros_like(tensor));
        group.steps.push_back(at::zeros({}, at::TensorOptions(at::kFloat).device(tensor.device())));
    }
}

void AdamW::step(double learningRate, double factor) {
    at::NoGradGuard noGrad;
    std::vector<AdamWTensor> own;
    for (auto &group : groups_) {
        Fused others;
        for (std::size_t i = 0; i < group.parameters.size(); ++i) {
            if (!group.parameters[i].grad().defined()) continue;
            const AdamWTensor tensor{.parameter = group.parameters[i],
                                     .gradient = group.parameters[i].grad().contiguous(),
                                     .mean = group.means[i],
                                     .square = group.squares[i],
                                     .weightDecay = group.weightDecay,
                                     .step = group.steps[i].add_(1).item<double>()};
            if (canPassOver(tensor.parameter) && canPassOver(tensor.gradient) && canPassOver(tensor.mean))
                own.push_back(tensor);
            else
                others.add(tensor, group.steps[i]);
        }
        others.step(options_, group.weightDecay, learningRate, factor);
    }
    adamwPass(own, {.learningRate = learningRate,
                    .beta1 = options_.adamBeta1,
                    .beta2 = options_.adamBeta2,
                    .epsilon = options_.adamEpsilon,
                    .factor = factor});
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

} // namespace lapidary
