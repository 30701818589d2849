// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"
#include "core/engine/train/ops/evaluate.h"

// Legend: B rows, T tokens.
namespace lapidary {

/// The frozen model that a policy is held to: the policy as it starts. Full fine-tuning: a second network. A fresh
/// adapter: the same weights with the adapter switched off, which costs no memory (virtual tokens, which are drawn, too
/// are left out, as in TRL). An adapter that goes on from a folder: a copy of it as it was.
class Reference {
public:
    /// [reference] path of the run where it is given, else the policy as it starts: to be called before a checkpoint is
    /// restored.
    static Result<Reference> make(TrainContext &context, const TrainOptions &options);

    /// Its log-probs (ops/evaluate.h), [B, T]. The policy is as before afterwards.
    at::Tensor evaluate(const Decoder &policy, const at::Tensor &ids_BT, const at::Tensor &labels_BT,
                        const Evaluation &how) const;

    /// Gives its memory back, where nothing will be asked of it any more.
    void release(Decoder &policy);

private:
    std::shared_ptr<Decoder> own_; ///< empty: the policy's network
    std::shared_ptr<Adapter>
        start_; ///< on the policy's network, off unless asked; empty: the network without its adapters
};

} // namespace lapidary
