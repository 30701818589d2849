// SPDX-License-Identifier: Apache-2.0
// Legend: N target tokens, C rows of a chunk, D hidden size, V vocabulary; s, t, m: log-probs of student, teacher and
// their mixture. With x the student's logits behind cap and temperature, S their softmax, and g = s - m (or s - t where
// β is 1): d divergence / dx = (1 - β) S (g - Σ S g), and S - T where β is 0.
#include "core/engine/train/ops/divergence.h"
#include "core/engine/train/ops/head_product.h"
#include "core/engine/train/ops/label_head.h"
#include <ATen/autocast_mode.h>
#include <cmath>

namespace lapidary {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// KL(P ‖ Q) of each row of log-probs.
at::Tensor kl(const at::Tensor &p_NV, const at::Tensor &q_NV) {
    return (p_NV.exp() * (p_NV - q_NV)).sum(-1);
}

at::Tensor mixture(const at::Tensor &s_NV, const at::Tensor &t_NV, double beta) {
    return at::logaddexp(s_NV + std::log1p(-beta), t_NV + std::log(beta));
}

at::Tensor divergenceOf(const at::Tensor &s_NV, const at::Tensor &t_NV, double beta) {
    if (beta == 0) return kl(t_NV, s_NV);
    if (beta == 1) return kl(s_NV, t_NV);
    const at::Tensor m_NV = mixture(s_NV, t_NV, beta);
    return beta * kl(t_NV, m_NV) + (1 - beta) * kl(s_NV, m_NV);
}

/// By the logits that s_NV is the log-softmax of.
at::Tensor slopeOf(const at::Tensor &s_NV, const at::Tensor &t_NV, double beta) {
    if (beta == 0) return s_NV.exp() - t_NV.exp();
    const at::Tensor g_NV = s_NV - (beta == 1 ? t_NV : mixture(s_NV, t_NV, beta)), S_NV = s_NV.exp();
    const at::Tensor slope_NV = S_NV * (g_NV - (S_NV * g_NV).sum(-1, true));
    return beta == 1 ? slope_NV : (1 - beta) * slope_NV;
}

at::Tensor divergenceOf(const at::Tensor &s_NV, const at::Tensor &t_NV, const DivergenceOptions &how) {
    if (!how.symKdRatio) return divergenceOf(s_NV, t_NV, how.beta);
    return *how.symKdRatio * kl(t_NV, s_NV) + (1 - *how.symKdRatio) * kl(s_NV, t_NV);
}

at::Tensor slopeOf(const at::Tensor &s_NV, const at::Tensor &t_NV, const DivergenceOptions &how) {
    if (!how.symKdRatio) return slopeOf(s_NV, t_NV, how.beta);
    return *how.symKdRatio * slopeOf(s_NV, t_NV, 0.0) + (1 - *how.symKdRatio) * slopeOf(s_NV, t_NV, 1.0);
}

/// -log of the token's probability. [N]
at::Tensor crossEntropy(const at::Tensor &logp_NV, const at::Tensor &target_N) {
    return -logp_NV.gather(-1, target_N.unsqueeze(-1)).squeeze(-1);
}

at::Tensor capped(const at::Tensor &logits_CV, double softcap) {
    return softcap > 0 ? softcap * at::tanh(logits_CV / softcap) : logits_CV;
}

struct Task {
    DivergenceOptions options{};
    const TeacherLogits &teacher;
    double softcap = 0;
    bool gradient = false; ///< somebody will ask for one
    bool narrow = false;   ///< products in bfloat16
};

struct ChunkedDivergence : torch::autograd::Function<ChunkedDivergence> {
    static variable_list forward(AutogradContext *ctx, const at::Tensor &hidden_ND, const at::Tensor &head_VD,
                                 const at::Tensor &target_N, const Task &task) {
        const HeadProduct product(hidden_ND, head_VD, task.narrow);
        const at::TensorOptions options = hidden_ND.options();
        const DivergenceOptions &how = task.options;
        at::Tensor each_N = at::empty(target_N.sizes(), options), loss_N = at::empty(target_N.sizes(), options),
                   entropy_N = at::empty(target_N.sizes(), options),
                   correct_N = at::empty(target_N.sizes(), options.dtype(at::kBool));
        const bool headLearns = task.gradient && head_VD.requires_grad();
        at::Tensor dHidden_ND = task.gradient ? at::zeros_like(hidden_ND) : at::Tensor(),
                   dHead_VD = headLearns ? at::zeros_like(head_VD) : at::Tensor();
        forEachChunk(hidden_ND.size(0), head_VD.size(0), [&](std::int64_t begin, std::int64_t count) {
            const auto part = [&](const at::Tensor &all) { return all.narrow(0, begin, count); };
            const at::Tensor logits_CV = capped(product.logits(begin, count), task.softcap),
                             s_CV = at::log_softmax(logits_CV / how.temperature, -1),
                             t_CV = at::log_softmax(task.teacher(begin, count) / how.temperature, -1);
            part(each_N).copy_(divergenceOf(s_CV, t_CV, how));
            part(loss_N).copy_(part(each_N));
            part(entropy_N).copy_(-(s_CV.exp() * s_CV).sum(-1));
            part(correct_N).copy_(s_CV.argmax(-1).eq(part(target_N)));
            at::Tensor own_CV = how.kdRatio < 1 ? at::log_softmax(logits_CV, -1) : at::Tensor();
            if (own_CV.defined())
                part(loss_N).mul_(how.kdRatio).add_(crossEntropy(own_CV, part(target_N)), 1 - how.kdRatio);
            if (!task.gradient) return;
            at::Tensor slope_CV = slopeOf(s_CV, t_CV, how).div_(how.temperature);
            if (own_CV.defined()) {
                own_CV.exp_().scatter_add_(-1, part(target_N).unsqueeze(-1),
                                           at::full({count, 1}, -1.0, own_CV.options()));
                slope_CV.mul_(how.kdRatio).add_(own_CV, 1 - how.kdRatio);
            }
            if (task.softcap > 0) slope_CV.mul_(1 - (logits_CV / task.softcap).square());
            part(dHidden_ND).copy_(product.toHidden(slope_CV));
            if (headLearns) product.addToHead(dHead_VD, slope_CV, begin);
        });
        ctx->save_for_backward({dHidden_ND, dHead_VD});
        ctx->mark_non_differentiable({each_N, entropy_N, correct_N});
        return {loss_N.sum(), each_N, entropy_N, correct_N};
    }

    static variable_list backward(AutogradContext *ctx, variable_list grads) {
        const auto made = ctx->get_saved_variables();
        const auto times = [&](const at::Tensor &gradient) {
            return gradient.defined() ? gradient * grads[0] : at::Tensor();
        };
        return {times(made[0]), times(made[1]), {}, {}};
    }
};

bool narrowProducts() {
    return at::autocast::is_autocast_enabled(at::kCPU);
}

} // namespace

at::Tensor generalizedJsd(const at::Tensor &student_NV, const at::Tensor &teacher_NV, double beta) {
    return divergenceOf(at::log_softmax(student_NV, -1), at::log_softmax(teacher_NV, -1), beta);
}

TokenDivergence tokenDivergence(const at::Tensor &student_NV, const at::Tensor &teacher_NV, const at::Tensor &target_N,
                                const DivergenceOptions &how) {
    const at::Tensor each_N = divergenceOf(at::log_softmax(student_NV / how.temperature, -1),
                                           at::log_softmax(teacher_NV / how.temperature, -1), how);
    if (how.kdRatio == 1) return {each_N.detach(), each_N};
    const at::Tensor own_N = crossEntropy(at::log_softmax(student_NV, -1), target_N);
    return {each_N.detach(), how.kdRatio * each_N + (1 - how.kdRatio) * own_N};
}

at::Tensor headLogits(const Decoder &model, const at::Tensor &hidden_ND) {
    if (!canScoreByChunks(model, hidden_ND)) {
        const at::Tensor logits_NV = model.logits(hidden_ND);
        return logits_NV.scalar_type() == at::kDouble ? logits_NV : logits_NV.to(at::kFloat);
    }
    return capped(HeadProduct(hidden_ND, model.head()->weight_OI, narrowProducts()).logits(0, hidden_ND.size(0)),
                  model.config().finalSoftcap);
}

Divergence divergenceFrom(const TeacherLogits &teacher, const Decoder &student, const LabelHidden &tokens,
                          const DivergenceOptions &options) {
    if (canScoreByChunks(student, tokens.hidden_ND)) {
        const at::Tensor &head_VD = student.head()->weight_OI;
        const Task task{
            .options = options,
            .teacher = teacher,
            .softcap = student.config().finalSoftcap,
            .gradient = at::GradMode::is_enabled() && (tokens.hidden_ND.requires_grad() || head_VD.requires_grad()),
            .narrow = narrowProducts(),
        };
        const auto made = ChunkedDivergence::apply(tokens.hidden_ND, head_VD, tokens.target_N, task);
        return {made[0], made[1], made[2], made[3]};
    }
    const at::Tensor logits_NV = headLogits(student, tokens.hidden_ND);
    const auto [each_N, loss_N] =
        tokenDivergence(logits_NV, teacher(0, tokens.hidden_ND.size(0)), tokens.target_N, options);
    const at::Tensor sum = loss_N.sum();
    const at::NoGradGuard noGrad;
    const at::Tensor s_NV = at::log_softmax(logits_NV / options.temperature, -1);
    return {sum, each_N, -(s_NV.exp() * s_NV).sum(-1), s_NV.argmax(-1).eq(tokens.target_N)};
}

} // namespace lapidary
