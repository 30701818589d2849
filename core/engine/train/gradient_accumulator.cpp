// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/gradient_accumulator.h"

namespace lapidary {
namespace {

class Plain : public GradientAccumulator {
public:
    void take(std::span<const NamedTensor>) override {}

    double finish(std::span<const NamedTensor> parameters, double maxNorm) override {
        std::vector<at::Tensor> gradients, norms;
        for (const auto &[name, parameter] : parameters)
            if (parameter.grad().defined()) gradients.push_back(parameter.grad());
        if (gradients.empty()) return 0;
        for (const auto &gradient : gradients) norms.push_back(at::norm(gradient, 2));
        const double norm = at::norm(at::stack(norms), 2).item<double>();
        if (maxNorm > 0 && norm > maxNorm)
            for (auto &gradient : gradients) gradient.mul_(maxNorm / (norm + 1e-6));
        return norm;
    }
};

} // namespace

std::unique_ptr<GradientAccumulator> plainAccumulator() {
    return std::make_unique<Plain>();
}

} // namespace lapidary
