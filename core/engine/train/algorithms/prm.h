// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"

// Legend: N labelled tokens, L = 2 labels.
namespace lapidary {

/// A process reward model (Lightman et al. 2023; Uesato et al. 2022): which steps of a chain are right. Named and
/// defaulted as TRL's PRMConfig.
struct PrmConfig {
    TrainOptions train{.learningRate = 1e-5};
    std::string stepSeparator = "\n";
    bool trainOnLastStepOnly = false;
    std::int64_t maxLength = 1024;
    bool disableDropout = true;
    static const Described<PrmConfig> &described();
};

/// Mean over N of the cross-entropy between softmax(scores) and (1 - label, label), where a label is 0, 1, or a share
/// of rollouts that came right in between. scores_NL [N, 2], labels_N [N]; divided by `items`.
LossResult prmLoss(const at::Tensor &scores_NL, const at::Tensor &labels_N, double items);

/// How well chains are checked, as ProcessBench does (Zheng et al. 2024, arXiv:2412.06559): the share of chains with an
/// error whose first wrong step is the first that is said to be wrong, and that of chains without one in which no step
/// is. said_N, right_N: booleans, steps of a chain in order and one chain behind another; row_N: whose they are. F1 is
/// the harmonic mean of the two.
Metrics firstErrors(const at::Tensor &said_N, const at::Tensor &right_N, const at::Tensor &row_N);

/// The pure loss by name (`lapidary-cli loss prm`) takes logits [N, 2] and labels [N]. Tensors in the answer: losses.
AlgorithmInfo prmInfo();

} // namespace lapidary
