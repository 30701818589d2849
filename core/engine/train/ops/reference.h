// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"

namespace lapidary {

/// The frozen model that a policy is held to. Full fine-tuning: a second network. LoRA: the same weights with the
/// adapter switched off, which costs no memory.
class Reference {
public:
    /// [reference] path of the run where it is given, else the policy as it starts.
    static Result<Reference> make(TrainContext &context);

    /// Runs `use` on the reference without gradients; the policy is as before afterwards.
    at::Tensor with(Decoder &policy, const std::function<at::Tensor(const Decoder &)> &use) const;

private:
    std::shared_ptr<Decoder> own_; ///< empty: the policy without its adapters
};

} // namespace lapidary
