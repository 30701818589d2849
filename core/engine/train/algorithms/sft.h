// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/token_rows.h"

// Legend: N target tokens, V vocabulary.
namespace lapidary {

/// Supervised fine-tuning as TRL's SFTTrainer does it.
struct SftConfig {
    TrainOptions train{.learningRate = 2e-5};
    std::int64_t maxLength = 1024;
    bool packing = false;
    std::string packingStrategy = "bfd";
    LearntParts learnt{};
    std::string lossType = "nll";
    double neftuneNoiseAlpha = 0; ///< TRL's None is 0
    double replayShare = 0;
    InputRegularizerSettings regularization{};
    static const Described<SftConfig> &described();
};

/// Sum of token losses divided by `items`, the number of target tokens of the whole optimiser step (not of this
/// micro-batch: that would be the accumulation bug of transformers #34191). "dft" weighs each token by its own
/// detached probability (Wu et al. 2025).
LossResult sftLoss(const ScoredTokens &tokens, double items, const std::string &lossType);

/// The training itself, which pretraining shares with other defaults.
std::unique_ptr<Algorithm> makeSft(SftConfig config);
Result<LossResult> sftPureLoss(const TensorMap &inputs, const Json &config);
Port replayPort();

/// The pure loss by name (`lapidary-cli loss sft`, and `pretrain`) takes logits [N, V] or [B, T, V] and labels [N] or
/// [B, T], where a label is the token that its own row of logits predicts (nothing is shifted) or -100.
/// num_items_in_batch? replaces the number of labels. Tensors in the answer, for the labels that count: logps, losses,
/// entropy.
const MethodInfo &sftMethod();
AlgorithmInfo sftInfo();

} // namespace lapidary
