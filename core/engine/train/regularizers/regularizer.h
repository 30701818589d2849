// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/method.h"
#include "core/engine/tensor/named_tensor.h"
#include <memory>
#include <span>

namespace lapidary {

/// A penalty on the policy's trained tensors that is added to the loss of any algorithm, once a step.
class Regularizer {
public:
    virtual ~Regularizer() = default;
    virtual std::string_view metric() const = 0; ///< the name that its value is logged under
    /// A scalar with a gradient. `trainable` holds the tensors that it was made from, in their order.
    virtual at::Tensor of(const NamedTensors &trainable) const = 0;
};

struct RegularizerInfo {
    const MethodInfo &(*info)(); ///< its settings are among those of every algorithm
    /// Nothing where the settings switch it off. `start`: the tensors as the run begins, also where it is resumed.
    std::unique_ptr<Regularizer> (*make)(const Json &settings, const NamedTensors &start);
};

std::span<const RegularizerInfo> regularizers();

} // namespace lapidary
