// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/ops/self_divergence.h"
#include "core/engine/train/ops/divergence.h"
#include <ATen/ATen.h>

namespace lapidary {
namespace {

at::Tensor logpOf(const at::Tensor &logits_NV, const at::Tensor &target_N) {
    return logits_NV.gather(1, target_N.unsqueeze(1)).squeeze(1) - logits_NV.logsumexp(1);
}

/// Behind log-probs of K tokens that of all others together. [N, K + 1]
at::Tensor withTail(const at::Tensor &logp_NK) {
    constexpr double kMostCertain = -1e-7; // of a certain token nothing is left
    const at::Tensor share_N1 = logp_NK.logsumexp(1, true).clamp_max(kMostCertain);
    return at::cat({logp_NK, (-share_N1.expm1()).log()}, 1);
}

} // namespace

const Described<SelfDivergence> &SelfDivergence::described() {
    using S = SelfDivergence;
    static const auto d =
        Described<S>()
            .choice("distillation_mode", &S::distillationMode, {"sampled_token", "full_logits", "topk_logits"},
                    "what is compared at each token: the likelihood of that token alone, whole distributions, or their "
                    "likeliest tokens")
            .add("distillation_alpha", &S::distillationAlpha, between(0, 1), "",
                 "which divergence: 0 is forward KL, 1 reverse KL, 0.5 the Jensen-Shannon divergence")
            .must({.kind = FieldRule::Kind::AtLeast,
                   .others = {"1"},
                   .message = "the likelihood of the sampled token alone gives the reverse KL, and no other divergence",
                   .when = {{"distillation_mode", "sampled_token"}}})
            .add("distillation_topk", &S::distillationTopk, atLeast(1), "tokens",
                 "how many of the student's likeliest tokens topk_logits compares")
            .add("distillation_add_tail", &S::distillationAddTail, "",
                 "topk_logits compares the share of all other tokens too");
    return d;
}

at::Tensor selfDivergence(const at::Tensor &student_NV, const at::Tensor &teacher_NV, const at::Tensor &target_N,
                          const SelfDivergence &how) {
    if (how.distillationMode == "full_logits") return generalizedJsd(student_NV, teacher_NV, how.distillationAlpha);
    if (how.distillationMode == "sampled_token") {
        const at::Tensor s_N = logpOf(student_NV, target_N);
        return (s_N - logpOf(teacher_NV, target_N)).detach() * s_N;
    }
    const std::int64_t K = std::min(how.distillationTopk, student_NV.size(1));
    const auto [s_NK, token_NK] = student_NV.topk(K, 1);
    const at::Tensor t_NK = teacher_NV.gather(1, token_NK);
    if (!how.distillationAddTail) return generalizedJsd(s_NK, t_NK, how.distillationAlpha);
    return generalizedJsd(withTail(s_NK - student_NV.logsumexp(1, true)),
                          withTail(t_NK - teacher_NV.logsumexp(1, true)), how.distillationAlpha);
}

} // namespace lapidary
