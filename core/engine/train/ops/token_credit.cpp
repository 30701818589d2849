// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/ops/token_credit.h"
#include "core/engine/train/ops/kl.h"
#include <ATen/ATen.h>

namespace lapidary {

const std::vector<std::string> &klEstimatorNames() {
    static const std::vector<std::string> names{"k1", "k2", "k3"};
    return names;
}

at::Tensor klEstimate(const std::string &name, const at::Tensor &logp, const at::Tensor &refLogp) {
    if (name == "k2") return k2(logp, refLogp);
    return name == "k3" ? k3(logp, refLogp) : k1(logp, refLogp);
}

at::Tensor tokenRewards(const at::Tensor &kl_BC, const at::Tensor &scores_B, const at::Tensor &mask_BC,
                        double coefficient) {
    // 1 where no later token is learnt
    const at::Tensor last_BC = mask_BC.flip({1}).cumsum(1).flip({1}).eq(1) * mask_BC;
    return -coefficient * kl_BC * mask_BC + last_BC * scores_B.nan_to_num().unsqueeze(1);
}

at::Tensor generalisedAdvantages(const at::Tensor &rewards_BC, const at::Tensor &values_BC, const at::Tensor &mask_BC,
                                 double gamma, double lambda) {
    at::Tensor advantages_BC = at::zeros_like(rewards_BC);
    at::Tensor value_B = at::zeros_like(rewards_BC.select(1, 0)), advantage_B = at::zeros_like(value_B);
    for (std::int64_t c = rewards_BC.size(1) - 1; c >= 0; --c) {
        const at::Tensor learnt_B = mask_BC.select(1, c).ne(0), here_B = values_BC.select(1, c);
        const at::Tensor surprise_B = rewards_BC.select(1, c) + gamma * value_B - here_B;
        advantage_B = at::where(learnt_B, surprise_B + gamma * lambda * advantage_B, advantage_B);
        value_B = at::where(learnt_B, here_B, value_B);
        advantages_BC.select(1, c).copy_(advantage_B);
    }
    return advantages_BC * mask_BC;
}

at::Tensor returnsToGo(const at::Tensor &rewards_BC, const at::Tensor &mask_BC, double gamma) {
    return generalisedAdvantages(rewards_BC, at::zeros_like(rewards_BC), mask_BC, gamma, 1);
}

at::Tensor normalisedTokens(const at::Tensor &values_BC, const at::Tensor &mask_BC) {
    const at::Tensor count = mask_BC.sum().clamp_min(1);
    const at::Tensor centred_BC = (values_BC - (values_BC * mask_BC).sum() / count) * mask_BC;
    return centred_BC * (centred_BC.square().sum() / count).clamp_min(1e-8).rsqrt();
}

at::Tensor onEveryToken(const at::Tensor &values_B, const at::Tensor &mask_BC) {
    return values_B.unsqueeze(1) * mask_BC;
}

} // namespace lapidary
