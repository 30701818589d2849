// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/ops/token_losses.h"
#include <functional>
#include <optional>

// Legend: N target tokens, C rows of a chunk, V vocabulary.
namespace lapidary {

/// How far a student's next token is from its teacher's, from rows of logits: the generalised Jensen-Shannon divergence
/// of Agarwal et al. 2024 as TRL has it. With M = β T + (1 - β) S it is β KL(T ‖ M) + (1 - β) KL(S ‖ M); β 0 stands for
/// the forward KL(T ‖ S), β 1 for the reverse KL(S ‖ T). [N], in nats
at::Tensor generalizedJsd(const at::Tensor &student_NV, const at::Tensor &teacher_NV, double beta);

struct DivergenceOptions {
    double beta = 0.5;
    double temperature = 1; ///< the logits of both are divided by it
    /// Instead of beta: this share of the forward KL and the rest of the reverse KL, as torchtune's SymmetricKLLoss.
    std::optional<double> symKdRatio{};
    double kdRatio = 1; ///< the rest of a token's loss is its cross-entropy, at a temperature of 1
};

/// Of each token, from logits that the temperature has not divided: what the divergence is, and the token's loss. [N];
/// without a kdRatio below 1 both are the same, and nobody looks at target_N.
struct TokenDivergence {
    at::Tensor divergence_N{}, loss_N{};
};
TokenDivergence tokenDivergence(const at::Tensor &student_NV, const at::Tensor &teacher_NV, const at::Tensor &target_N,
                                const DivergenceOptions &options);

struct Divergence {
    at::Tensor sum{};                                    ///< of the tokens' losses, with a gradient
    at::Tensor divergence_N{}, entropy_N{}, correct_N{}; ///< of the student; without gradients
};

/// Logits of the teacher for `count` tokens from `begin` on, in f32. [C, V]
using TeacherLogits = std::function<at::Tensor(std::int64_t begin, std::int64_t count)>;

/// Of the tokens that are given for the student. On a CPU no logits but those of a chunk are held: the gradient of a
/// sum is known in the forward pass.
Divergence divergenceFrom(const TeacherLogits &teacher, const Decoder &student, const LabelHidden &tokens,
                          const DivergenceOptions &options);

/// Logits as divergenceFrom() makes those of the student, so that equal networks give equal bits. In f32.
at::Tensor headLogits(const Decoder &model, const at::Tensor &hidden_ND);

} // namespace lapidary
