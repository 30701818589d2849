// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/ops/head_sum.h"
#include "core/engine/train/ops/divergence.h"
#include "core/engine/train/ops/head_product.h"
#include "core/engine/train/ops/label_head.h"
#include <ATen/autocast_mode.h>
#include <torch/csrc/autograd/autograd.h>

namespace lapidary {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

struct Task {
    const ChunkSum &sumOf;
    double softcap = 0;
    bool gradient = false, narrow = false;
};

at::Tensor capped(const at::Tensor &logits_CV, double softcap) {
    return softcap > 0 ? softcap * at::tanh(logits_CV / softcap) : logits_CV;
}

struct ChunkedSum : torch::autograd::Function<ChunkedSum> {
    static variable_list forward(AutogradContext *ctx, const at::Tensor &hidden_ND, const at::Tensor &head_VD,
                                 const Task &task) {
        const HeadProduct product(hidden_ND, head_VD, task.narrow);
        const bool headLearns = task.gradient && head_VD.requires_grad();
        at::Tensor dHidden_ND = task.gradient ? at::zeros_like(hidden_ND) : at::Tensor(),
                   dHead_VD = headLearns ? at::zeros_like(head_VD) : at::Tensor(),
                   sum = at::zeros({}, hidden_ND.options().dtype(at::kFloat));
        forEachChunk(hidden_ND.size(0), head_VD.size(0), [&](std::int64_t begin, std::int64_t count) {
            const at::AutoGradMode mode(task.gradient);
            const at::Tensor logits_CV = product.logits(begin, count).detach().requires_grad_(task.gradient),
                             part = task.sumOf(capped(logits_CV, task.softcap), begin);
            sum.add_(part.detach());
            if (!task.gradient) return;
            const at::Tensor slope_CV = torch::autograd::grad({part}, {logits_CV})[0];
            const at::NoGradGuard noGrad;
            dHidden_ND.narrow(0, begin, count).copy_(product.toHidden(slope_CV));
            if (headLearns) product.addToHead(dHead_VD, slope_CV, begin);
        });
        ctx->save_for_backward({dHidden_ND, dHead_VD});
        return {sum};
    }

    static variable_list backward(AutogradContext *ctx, variable_list grads) {
        const auto made = ctx->get_saved_variables();
        const auto times = [&](const at::Tensor &gradient) {
            return gradient.defined() ? gradient * grads[0] : at::Tensor();
        };
        return {times(made[0]), times(made[1]), {}};
    }
};

} // namespace

at::Tensor sumOverHead(const Decoder &model, const at::Tensor &hidden_ND, const ChunkSum &sumOf) {
    if (!canScoreByChunks(model, hidden_ND)) return sumOf(headLogits(model, hidden_ND), 0);
    const at::Tensor &head_VD = model.head()->weight_OI;
    const Task task{.sumOf = sumOf,
                    .softcap = model.config().finalSoftcap,
                    .gradient = at::GradMode::is_enabled() && (hidden_ND.requires_grad() || head_VD.requires_grad()),
                    .narrow = at::autocast::is_autocast_enabled(at::kCPU)};
    return ChunkedSum::apply(hidden_ND, head_VD, task)[0];
}

} // namespace lapidary
