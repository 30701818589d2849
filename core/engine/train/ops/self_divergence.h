// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"
#include <ATen/core/Tensor.h>

// Legend: N target tokens, V vocabulary, K the likeliest tokens of the student.
namespace lapidary {

/// How a student is compared with a teacher at each token that it wrote, named as in TRL's SDFTConfig and SDPOConfig.
struct SelfDivergence {
    std::string distillationMode = "topk_logits";
    double distillationAlpha = 0.5; ///< as beta of generalizedJsd()
    std::int64_t distillationTopk = 100;
    bool distillationAddTail = false;
    static const Described<SelfDivergence> &described();
};

/// Of each token, from logits that the temperature has divided. "full_logits": generalizedJsd(). "topk_logits": the
/// same over the student's K likeliest tokens, whose shares are made to sum to 1, or with distillation_add_tail beside
/// one place for all others. "sampled_token": (log S - log T) log S of the token itself, of which only the second
/// factor carries a gradient: in the mean that of KL(S ‖ T). [N]
at::Tensor selfDivergence(const at::Tensor &student_NV, const at::Tensor &teacher_NV, const at::Tensor &target_N,
                          const SelfDivergence &how);

} // namespace lapidary
