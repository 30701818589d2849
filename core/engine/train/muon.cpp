// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/muon.h"
#include <cmath>

namespace lapidary {
namespace {

constexpr double kMomentum = 0.95, kA = 3.4445, kB = -4.7750, kC = 2.0315, kTiny = 1e-7;

/// Whether a tensor is moved as a matrix.
bool isMatrix(const NamedTensor &named, const std::set<std::string> &others) {
    return named.tensor.dim() == 2 && !others.contains(named.name);
}

NamedTensors theOthers(const NamedTensors &parameters, const std::set<std::string> &others) {
    NamedTensors out;
    for (const auto &each : parameters)
        if (!isMatrix(each, others)) out.push_back(each);
    return out;
}

} // namespace

at::Tensor orthogonalised(const at::Tensor &matrix) {
    const bool tall = matrix.size(0) > matrix.size(1);
    at::Tensor x = matrix.to(at::kBFloat16, /*non_blocking=*/false, /*copy=*/true);
    if (tall) x = x.t();
    x = x.div_(x.norm().clamp_min(kTiny));
    for (int step = 0; step < 5; ++step) {
        const at::Tensor gram = at::mm(x, x.t());
        x = at::addmm(x, at::addmm(gram, gram, gram, kB, kC), x, kA);
    }
    return tall ? x.t() : x;
}

Muon::Muon(const NamedTensors &parameters, const std::set<std::string> &norms, const std::set<std::string> &others,
           const TrainOptions &options)
    : weightDecay_(options.weightDecay), others_(theOthers(parameters, others), norms, options) {
    for (const auto &each : parameters)
        if (isMatrix(each, others)) matrices_.push_back({each.name, each.tensor, at::zeros_like(each.tensor)});
}

void Muon::step(double learningRate, double factor) {
    const at::NoGradGuard noGrad;
    for (auto &[name, parameter, momentum] : matrices_) {
        if (!parameter.grad().defined()) continue;
        const at::Tensor gradient = parameter.grad() * factor;
        momentum.lerp_(gradient, 1 - kMomentum);
        const at::Tensor update = orthogonalised(gradient.lerp(momentum, kMomentum));
        const auto longer = static_cast<double>(std::max(parameter.size(0), parameter.size(1)));
        parameter.mul_(1 - learningRate * weightDecay_);
        parameter.add_(update, -learningRate * 0.2 * std::sqrt(longer));
    }
    others_.step(learningRate, factor);
}

NamedTensors Muon::parameters() const {
    NamedTensors out;
    for (const auto &each : matrices_) out.push_back({each.name, each.parameter});
    for (auto &each : others_.parameters()) out.push_back(std::move(each));
    return out;
}

NamedTensors Muon::state() const {
    NamedTensors out;
    for (const auto &each : matrices_) out.push_back({"momentum_buffer." + each.name, each.momentum});
    for (auto &each : others_.state()) out.push_back(std::move(each));
    return out;
}

} // namespace lapidary
