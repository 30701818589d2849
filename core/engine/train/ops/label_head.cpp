// SPDX-License-Identifier: Apache-2.0
// Legend: N target tokens, C rows of a chunk, D hidden size, V vocabulary. With x = cap(h Wᵀ) / temperature and p its
// softmax: d log p[target] / dx = onehot - p.
#include "core/engine/train/ops/label_head.h"
#include "core/engine/train/ops/head_product.h"
#include "core/engine/train/ops/logit_rows.h"
#include <ATen/Parallel.h>
#include <ATen/autocast_mode.h>

namespace lapidary {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

struct HeadTask {
    LogitScale scale{};
    bool withEntropy = true, even = false;
    bool entropyLearns = false; ///< its gradient is known in the backward pass alone
    bool gradient = false;      ///< somebody will ask for one
    bool narrow = false;        ///< products in bfloat16
};

struct ChunkedHead : torch::autograd::Function<ChunkedHead> {
    static variable_list forward(AutogradContext *ctx, const at::Tensor &hidden_ND, const at::Tensor &head_VD,
                                 const at::Tensor &targets_N, const HeadTask &task) {
        const std::int64_t N = hidden_ND.size(0), V = head_VD.size(0);
        const at::TensorOptions options = hidden_ND.options();
        LogitRows rows(targets_N, task.scale, task.withEntropy);
        const HeadProduct product(hidden_ND, head_VD, task.narrow);
        const bool headLearns = task.gradient && head_VD.requires_grad(),
                   inForward = task.gradient && (task.even || !headLearns) && !task.entropyLearns;
        at::Tensor dHidden_ND = inForward ? at::empty({N, hidden_ND.size(1)}, options) : at::Tensor(),
                   dHead_VD = inForward && headLearns ? at::zeros_like(head_VD) : at::Tensor();
        forEachChunk(N, V, [&](std::int64_t begin, std::int64_t count) {
            at::Tensor chunk_CV = product.logits(begin, count);
            rows.score(chunk_CV, begin);
            if (!inForward) return;
            rows.differentiate(chunk_CV, begin, {});
            dHidden_ND.narrow(0, begin, count).copy_(product.toHidden(chunk_CV));
            if (headLearns) product.addToHead(dHead_VD, chunk_CV, begin);
        });
        ctx->save_for_backward({hidden_ND, head_VD, targets_N, rows.logSum_N, dHidden_ND, dHead_VD, rows.entropy_N});
        ctx->saved_data["softcap"] = task.scale.softcap;
        ctx->saved_data["temperature"] = task.scale.temperature;
        ctx->saved_data["narrow"] = task.narrow;
        ctx->saved_data["headLearns"] = headLearns;
        ctx->saved_data["entropyLearns"] = task.entropyLearns;
        if (task.entropyLearns)
            ctx->mark_non_differentiable({rows.correct_N, rows.meanLogit_N, rows.logSumSq_N});
        else
            ctx->mark_non_differentiable({rows.entropy_N, rows.correct_N, rows.meanLogit_N, rows.logSumSq_N});
        return {rows.logp_N, rows.entropy_N, rows.correct_N, rows.meanLogit_N, rows.logSumSq_N};
    }

    static variable_list backward(AutogradContext *ctx, variable_list grads) {
        const auto saved = ctx->get_saved_variables();
        const bool entropyLearns = ctx->saved_data["entropyLearns"].toBool();
        const auto given = [&](const at::Tensor &grad) {
            return grad.defined() ? grad.contiguous() : at::zeros_like(saved[3]);
        };
        const at::Tensor coefficients_N = given(grads[0]);
        if (entropyLearns) return again(ctx, saved, coefficients_N, given(grads[1]));
        const at::Tensor &made_ND = saved[4], &madeHead_VD = saved[5];
        if (made_ND.defined() && !madeHead_VD.defined()) return {made_ND * coefficients_N.unsqueeze(1), {}, {}, {}};
        if (made_ND.defined() && even(coefficients_N)) {
            const at::Scalar factor = coefficients_N.numel() > 0 ? coefficients_N[0].item() : at::Scalar(0.0);
            return {made_ND * factor, madeHead_VD * factor, {}, {}};
        }
        return again(ctx, saved, coefficients_N, {});
    }

private:
    static bool even(const at::Tensor &coefficients_N) {
        if (coefficients_N.numel() == 0) return true;
        const auto [least, most] = at::aminmax(coefficients_N);
        return least.item<float>() == most.item<float>();
    }

    /// Each chunk's logits once more, now that it is known how much each row counts.
    static variable_list again(AutogradContext *ctx, const variable_list &saved, const at::Tensor &coefficients_N,
                               const at::Tensor &ofEntropy_N) {
        const at::Tensor &hidden_ND = saved[0], &head_VD = saved[1];
        LogitRows rows(saved[2],
                       {.softcap = ctx->saved_data["softcap"].toDouble(),
                        .temperature = ctx->saved_data["temperature"].toDouble()},
                       false);
        rows.logSum_N = saved[3];
        rows.entropy_N = saved[6];
        const HeadProduct product(hidden_ND, head_VD, ctx->saved_data["narrow"].toBool());
        const bool headLearns = ctx->saved_data["headLearns"].toBool();
        at::Tensor dHidden_ND = at::empty_like(hidden_ND),
                   dHead_VD = headLearns ? at::zeros_like(head_VD) : at::Tensor();
        forEachChunk(hidden_ND.size(0), head_VD.size(0), [&](std::int64_t begin, std::int64_t count) {
            at::Tensor chunk_CV = product.logits(begin, count);
            rows.scale(chunk_CV);
            rows.differentiate(chunk_CV, begin, coefficients_N, ofEntropy_N);
            dHidden_ND.narrow(0, begin, count).copy_(product.toHidden(chunk_CV));
            if (headLearns) product.addToHead(dHead_VD, chunk_CV, begin);
        });
        return {dHidden_ND, dHead_VD, {}, {}};
    }
};

} // namespace

bool canScoreByChunks(const Decoder &model, const at::Tensor &hidden_ND) {
    const Linear &head = *model.head();
    return model.config().headKind == HeadKind::LanguageModel && head.lora.empty() && !head.nf4 &&
           !head.bias_O.defined() && hidden_ND.device().is_cpu() && hidden_ND.scalar_type() == at::kFloat &&
           head.weight_OI.scalar_type() == at::kFloat;
}

ScoredTokens scoreByChunks(const Decoder &model, const at::Tensor &hidden_ND, const at::Tensor &targets_N,
                           const HeadOptions &options) {
    const at::Tensor &head_VD = model.head()->weight_OI;
    const HeadTask task{
        .scale = {.softcap = model.config().finalSoftcap, .temperature = options.temperature},
        .withEntropy = options.withEntropy,
        .even = options.even,
        .entropyLearns = options.entropyLearns && options.withEntropy,
        .gradient = at::GradMode::is_enabled() && (hidden_ND.requires_grad() || head_VD.requires_grad()),
        .narrow = at::autocast::is_autocast_enabled(at::kCPU),
    };
    const auto scored = ChunkedHead::apply(hidden_ND, head_VD, targets_N, task);
    if (!options.withEntropy) return {.logp_N = scored[0], .correct_N = scored[2]};
    return {scored[0], scored[1], scored[2], scored[3], scored[4]};
}

} // namespace lapidary
