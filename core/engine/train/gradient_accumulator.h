// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/tensor/named_tensor.h"
#include <memory>
#include <span>

namespace lapidary {

/// How long the gradient of a step was, and what it is still to be multiplied by.
struct GradientLength {
    double norm = 0, factor = 1;
};

/// How the gradients of a step's passes become the one that the optimiser of a network takes.
class GradientAccumulator {
public:
    virtual ~GradientAccumulator() = default;
    /// How many of `batchSize` rows may share a forward pass: 1 where each row's gradient must be seen alone.
    virtual std::int64_t rowsPerPass(std::int64_t batchSize) const { return batchSize; }
    /// Called behind each backward pass, whose gradients were added to those of the parameters.
    virtual void take(std::span<const NamedTensor> parameters) = 0;
    /// Leaves the gradient of the step at the parameters; times the factor it is no longer than maxNorm (0: of any
    /// length). Gradients that stand there and were not taken are of penalties, which no row has a part in.
    virtual GradientLength finish(std::span<const NamedTensor> parameters, double maxNorm) = 0;
};

/// The sum of all passes, as autograd leaves it.
std::unique_ptr<GradientAccumulator> plainAccumulator();

} // namespace lapidary
