// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/policy_distance.h"
#include "core/engine/tensor/autocast.h"
#include "core/engine/train/ops/divergence.h"
#include <ATen/core/grad_mode.h>

namespace lapidary {

PolicyDistance::PolicyDistance(TrainContext &context, const TrainStep &step, bool bf16, double temperature)
    : context_(context), step_(step), bf16_(bf16), temperature_(temperature),
      trained_(context.networks.trainableOf(kPolicy)) {
    for (const auto &[name, tensor] : trained_) size_ += tensor.numel();
    for (const MicroBatch &part : step_.parts) {
        const at::Tensor &ids_BT = part.tensors.at("input_ids"), &labels_BT = part.tensors.at("labels");
        logits_.push_back(context_.networks.evaluate(kPolicy, {.bf16 = bf16_}, [&](const Decoder &model) {
            return headLogits(model, hiddenAtLabels(model, ids_BT, labels_BT).hidden_ND);
        }));
        tokens_ += logits_.back().size(0);
    }
}

std::int64_t PolicyDistance::bytes() const {
    std::int64_t bytes = 0;
    for (const at::Tensor &each : logits_) bytes += static_cast<std::int64_t>(each.nbytes());
    return bytes;
}

at::Tensor PolicyDistance::klWithGraph(std::size_t part) const {
    const auto &t = step_.parts[part].tensors;
    const Autocast autocast(bf16_, context_.policy.placement().device);
    const TeacherLogits then = [&](std::int64_t begin, std::int64_t count) {
        return logits_[part].narrow(0, begin, count);
    };
    const LabelHidden now = hiddenAtLabels(context_.policy, t.at("input_ids"), t.at("labels"));
    return divergenceFrom(then, context_.policy, now, {.beta = 0, .temperature = temperature_}).sum /
           std::max<double>(1, static_cast<double>(tokens_));
}

double PolicyDistance::kl() const {
    const at::NoGradGuard noGrad;
    double sum = 0;
    for (std::size_t part = 0; part < logits_.size(); ++part)
        if (logits_[part].size(0) > 0) sum += klWithGraph(part).item<double>();
    return sum;
}

at::Tensor PolicyDistance::weights() const {
    std::vector<at::Tensor> parts;
    for (const auto &[name, tensor] : trained_) parts.push_back(tensor.detach().reshape({-1}).to(at::kDouble));
    return at::cat(parts).clone();
}

void PolicyDistance::setWeights(const at::Tensor &w_W) {
    const at::NoGradGuard noGrad;
    std::int64_t begin = 0;
    for (auto &[name, tensor] : trained_) {
        tensor.copy_(w_W.narrow(0, begin, tensor.numel()).reshape(tensor.sizes()));
        begin += tensor.numel();
    }
}

at::Tensor PolicyDistance::gradient() const {
    std::vector<at::Tensor> parts;
    for (const auto &[name, tensor] : trained_)
        parts.push_back(
            (tensor.grad().defined() ? tensor.grad() : at::zeros_like(tensor)).reshape({-1}).to(at::kDouble));
    return at::cat(parts).clone();
}

at::Tensor PolicyDistance::klGradientAt(const at::Tensor &w_W) const {
    auto &self = const_cast<PolicyDistance &>(*this); // the weights are put back by whoever moved them
    self.setWeights(w_W);
    for (auto &[name, tensor] : self.trained_)
        if (tensor.grad().defined()) tensor.mutable_grad().zero_();
    for (std::size_t part = 0; part < logits_.size(); ++part)
        if (logits_[part].size(0) > 0) klWithGraph(part).backward();
    return gradient();
}

at::Tensor PolicyDistance::fisherProduct(const at::Tensor &v_W) const {
    constexpr double kStep = 3e-3; // of the weights' length: far above what f32 rounds, far below what bends
    const double length = v_W.norm().item<double>();
    if (length == 0) return at::zeros_like(v_W);
    const at::Tensor here_W = weights();
    const double epsilon = kStep * std::max(1.0, here_W.norm().item<double>()) / length;
    const at::Tensor above_W = klGradientAt(here_W + epsilon * v_W), below_W = klGradientAt(here_W - epsilon * v_W);
    const_cast<PolicyDistance &>(*this).setWeights(here_W);
    return (above_W - below_W) / (2 * epsilon);
}

} // namespace lapidary
