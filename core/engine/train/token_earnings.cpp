// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/token_earnings.h"
#include "core/engine/train/critic.h"
#include "core/engine/train/ops/token_credit.h"
#include <ATen/ATen.h>

namespace lapidary {
namespace {

void keepColumns(const TrainContext &context, const GroupRollouts &rollouts, std::span<Rollout> part,
                 const EarningsUse &use) {
    const MicroBatch batch = rollouts.collate(part, context);
    const at::Tensor &ids_BT = batch.tensors.at("input_ids"), &labels_BT = batch.tensors.at("labels");
    const bool stored = part[0].tokens.contains(kOldLogps);
    if (use.values) {
        const Estimates own = estimatesOf(context.networks, ids_BT, labels_BT, use.how);
        keepTokens(part, kValues, own.values_BT);
        if (use.old && !stored) keepTokens(part, kOldLogps, own.logps_BT);
    } else if (use.old && !stored) {
        keepTokens(part, kOldLogps, context.networks.evaluate(kPolicy, ids_BT, labels_BT, use.how));
    }
    if (use.reference && !part[0].tokens.contains(kRefLogps))
        keepTokens(part, kRefLogps, context.networks.evaluate("reference", ids_BT, labels_BT, use.how));
}

} // namespace

TokenEarnings readEarnings(const TrainContext &context, const GroupRollouts &rollouts, std::vector<Rollout> &fresh,
                           const EarningsUse &use) {
    for (const auto &[begin, end] : rollouts.passes(fresh.size(), context))
        keepColumns(context, rollouts, std::span(fresh).subspan(begin, end - begin), use);
    CompletionTable table(fresh, use.maskTruncated);
    const at::Tensor none_BC = at::zeros_like(table.mask());
    const at::Tensor kl_BC =
        use.reference ? klEstimate(use.klEstimator, table.tokens(kOldLogps), table.tokens(kRefLogps)) * table.mask()
                      : none_BC;
    const at::Tensor values_BC = use.values ? table.tokens(kValues) * table.mask() : none_BC;
    return {.table = std::move(table), .kl_BC = kl_BC, .values_BC = values_BC};
}

} // namespace lapidary
