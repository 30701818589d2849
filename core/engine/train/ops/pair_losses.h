// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>
#include <string>
#include <vector>

// Legend: P pairs.
namespace lapidary {

/// Log-probs of the two completions of each pair, summed over their tokens, under the policy and under the reference,
/// and how many tokens they have. [P] each
struct PairLogps {
    at::Tensor chosen_P, rejected_P, refChosen_P, refRejected_P;
    at::Tensor chosenTokens_P{}, rejectedTokens_P{}; ///< for losses per token: ipo, sigmoid_norm
    at::Tensor chosenNll{};                          ///< for sft: mean over all tokens of the chosen completions
    at::Tensor weights_P{};                          ///< what a pair's loss is multiplied with; undefined: 1
    at::Tensor margins_P{};                          ///< what the chosen side must lead by; undefined: 0
};

/// Named and defaulted as in TRL's DPOConfig.
struct PairLossSettings {
    double beta = 0.1;
    std::vector<std::string> lossType{"sigmoid"};
    std::vector<double> lossWeights{}; ///< as many as lossType; empty: all 1
    double labelSmoothing = 0;
    std::string fDivergenceType = "reverse_kl";
    double fAlphaDivergenceCoef = 0.5;
    double discopopTau = 0.05;
};

const std::vector<std::string> &pairLossNames();    ///< what loss_type may be
const std::vector<std::string> &fDivergenceNames(); ///< what f_divergence_type may be
bool allowsDivergence(const std::string &lossType); ///< whether others than reverse_kl are defined for it
bool smoothsLabels(const std::string &lossType);    ///< whether it uses label_smoothing
bool sortsPairs(const std::string &lossType);       ///< whether a pair has no loss of its own
bool takesMargin(const std::string &lossType);      ///< whether it is a loss of how far the chosen side leads

/// Of each pair, by one loss type. s = policy - reference, D = f'(s chosen) - f'(s rejected),
/// which is the plain difference for reverse_kl. A margin m makes beta D - m of beta D (Amini et al. 2024). Sources:
/// sigmoid Rafailov 2023; hinge Zhao 2023; ipo Azar 2023 (per token, as TRL and its authors have it); ipo_sum the same
/// on sums (OpenRLHF); cdpo Mitchell 2023; robust Chowdhury 2024; exo_pair Ji 2024; nca_pair Chen 2024; bco_pair Jung
/// 2024 without its running mean; sppo_hard Wu 2024; aot and aot_unpaired Melnyk 2024; apo_zero and apo_down
/// D'Oosterlinck 2024; discopop Lu 2024; sigmoid_norm: DPO per token; sft: the likelihood of the chosen completions.
at::Tensor pairLoss(const std::string &lossType, const PairLogps &logps, const PairLossSettings &settings);

/// The weighted sum of the loss types, of each pair; its mean is the loss of a batch.
at::Tensor pairLosses(const PairLogps &logps, const PairLossSettings &settings);

} // namespace lapidary
