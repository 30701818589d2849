// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/decoder.h"
#include "core/engine/train/options.h"

namespace lapidary {

/// Moves the trained weights of one network by their gradients. Biases and the parameters of norms, whatever their
/// family calls them, are not decayed, as in transformers.
class Optimizer {
public:
    virtual ~Optimizer() = default;
    void zeroGradients();
    virtual void step(double learningRate, double factor) = 0; ///< of gradients times `factor`
    virtual NamedTensors parameters() const = 0;               ///< those that decay first

    virtual NamedTensors state() const = 0; ///< what the next step depends on besides, not copied
    Status restore(const NamedTensors &state);
};

const std::vector<std::string> &optimizerNames(); ///< what optim may be
/// `weights` as trainable() of the network names them.
std::unique_ptr<Optimizer> makeOptimizer(const NamedTensors &weights, const Decoder &network,
                                         const TrainOptions &options);

} // namespace lapidary
