// SPDX-License-Identifier: Apache-2.0
// Legend: N learnt tokens of an example, V vocabulary.
#include "core/engine/train/fisher.h"
#include "core/base/rng.h"
#include "core/engine/tensor/autocast.h"
#include "core/engine/train/ops/divergence.h"
#include <numeric>

namespace lapidary {
namespace {

std::vector<std::size_t> chosen(std::size_t rows, std::int64_t examples, std::uint64_t seed) {
    std::vector<std::size_t> order(rows);
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (examples <= 0 || static_cast<std::size_t>(examples) >= rows) return order;
    Rng(seed, "fisher/rows").shuffle(order);
    order.resize(static_cast<std::size_t>(examples));
    return order;
}

/// The labels of a row, or tokens that the model itself would put in their places.
at::Tensor labelsOf(const TrainContext &context, const at::Tensor &ids_1T, const at::Tensor &labels_1T, bool drawn,
                    std::size_t example) {
    if (!drawn) return labels_1T;
    const at::NoGradGuard noGrad;
    const LabelHidden at = hiddenAtLabels(context.policy, ids_1T, labels_1T);
    const at::Tensor sums_NV =
        at::softmax(headLogits(context.policy, at.hidden_ND), -1).to(at::kCPU, at::kDouble).cumsum(-1);
    Rng rng(context.seed, "fisher/labels/" + std::to_string(example));
    at::Tensor drawn_N = at::empty({sums_NV.size(0)}, at::kLong);
    for (std::int64_t n = 0; n < sums_NV.size(0); ++n)
        drawn_N[n] = sums_NV[n].le(rng.uniform() * sums_NV[n][-1].item<double>()).sum().item<std::int64_t>();
    return labels_1T.index_put({at.row_N, at.column_N}, drawn_N.to(labels_1T.device()));
}

void forget(const NamedTensors &weights) {
    for (const auto &[name, tensor] : weights) tensor.mutable_grad().reset();
}

} // namespace

Result<NamedTensors> fisherOf(TrainContext &context, const NamedTensors &weights, const std::vector<TokenRow> &rows,
                              const FisherSettings &settings) {
    context.networks.setTraining(false);
    const auto device = context.policy.placement().device;
    NamedTensors fisher;
    for (const auto &[name, tensor] : weights) fisher.push_back({name, at::zeros_like(tensor, at::kFloat)});
    const auto order = chosen(rows.size(), settings.examples, context.seed);
    forget(weights);
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (context.job.stopToken().stop_requested())
            return fail(kCancelled, "stopped while the importance of the weights was measured");
        const TokenRow &row = rows[order[i]];
        const at::Tensor ids_1T = padRows({row.ids}, 0, device), given_1T = padRows({row.labels}, kIgnore, device);
        const at::Tensor labels_1T = labelsOf(context, ids_1T, given_1T, !settings.empirical, i);
        const at::Tensor logp = [&] {
            const Autocast autocast(settings.bf16, device);
            return scoreLabels(context.policy, ids_1T, labels_1T, {}, 1.0, false, true).tokens.logp_N.mean();
        }();
        logp.backward();
        for (std::size_t w = 0; w < weights.size(); ++w)
            if (const at::Tensor &gradient = weights[w].tensor.grad(); gradient.defined())
                fisher[w].tensor.addcmul_(gradient, gradient, 1.0 / static_cast<double>(order.size()));
        forget(weights);
        context.job.sink().emit("progress", {{"phase", "importance"}, {"done", i + 1}, {"total", order.size()}});
    }
    return fisher;
}

} // namespace lapidary
