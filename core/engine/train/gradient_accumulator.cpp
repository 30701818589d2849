// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/gradient_accumulator.h"
#include "core/engine/kernels/adamw_pass.h"
#include <cmath>

namespace lapidary {
namespace {

double lengthOf(const std::vector<at::Tensor> &gradients) {
    if (gradients.empty()) return 0;
    if (std::all_of(gradients.begin(), gradients.end(), canPassOver)) return std::sqrt(sumOfSquares(gradients));
    std::vector<at::Tensor> norms;
    for (const auto &gradient : gradients) norms.push_back(at::norm(gradient, 2));
    return at::norm(at::stack(norms), 2).item<double>();
}

class Plain : public GradientAccumulator {
public:
    void take(std::span<const NamedTensor>) override {}

    GradientLength finish(std::span<const NamedTensor> parameters, double maxNorm) override {
        std::vector<at::Tensor> gradients;
        for (const auto &[name, parameter] : parameters)
            if (parameter.grad().defined()) gradients.push_back(parameter.grad());
        const double norm = lengthOf(gradients);
        return {norm, maxNorm > 0 && norm > maxNorm ? maxNorm / (norm + 1e-6) : 1.0};
    }
};

} // namespace

std::unique_ptr<GradientAccumulator> plainAccumulator() {
    return std::make_unique<Plain>();
}

} // namespace lapidary
