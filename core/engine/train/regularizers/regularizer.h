// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/method.h"
#include "core/engine/tensor/named_tensor.h"
#include "core/engine/train/metrics.h"
#include <map>
#include <memory>
#include <span>

namespace lapidary {

struct LossResult;
struct TrainContext;

/// A penalty on the policy's trained tensors that is added to the loss of any algorithm, once a step.
class Regularizer {
public:
    virtual ~Regularizer() = default;
    virtual std::string_view metric() const = 0; ///< the name that its value is logged under
    /// A scalar with a gradient. `trainable` holds the tensors that it was made from, in their order.
    virtual at::Tensor of(const NamedTensors &trainable) const = 0;
    virtual void addMetrics(const NamedTensors &, Metrics &) const {} ///< what it logs besides
};
using RegularizerPtr = std::unique_ptr<Regularizer>;

struct RegularizerInfo {
    /// Its settings are among those of every algorithm; where it has inputs, of those that learn texts, which have the
    /// same inputs.
    const MethodInfo &(*info)();
    /// Nothing where the settings switch it off. `start`: the tensors as the run begins, also where it is resumed.
    /// `context` is read by those that have inputs alone.
    Result<RegularizerPtr> (*make)(const Json &settings, const NamedTensors &start, TrainContext *context);
    /// `lapidary-cli loss NAME`: the penalty of weights, start and what else it takes, tensors of one shape each.
    Result<LossResult> (*pureLoss)(const std::map<std::string, at::Tensor> &inputs, const Json &config);
};

std::span<const RegularizerInfo> regularizers();

/// A method that learns texts, with the inputs, outputs and metrics of the regularisers that have inputs.
MethodInfo withInputRegularizers(MethodInfo method);

} // namespace lapidary
