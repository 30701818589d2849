// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/token_pure_loss.h"
#include "core/engine/train/ops/policy_losses.h"
#include "core/engine/train/ops/token_credit.h"
#include <ATen/ATen.h>

namespace lapidary {

at::Tensor asRows(const at::Tensor &values) {
    return values.dim() < 2 ? values.reshape({1, -1}) : values;
}

at::Tensor givenMask(const TensorMap &inputs, const at::Tensor &like) {
    return inputs.count("completion_mask") ? asRows(inputs.at("completion_mask")) : at::ones_like(like.detach());
}

at::Tensor givenTokenRewards(const TensorMap &inputs, const at::Tensor &mask_BT, const std::string &estimator,
                             double coefficient, const std::function<at::Tensor(const at::Tensor &)> &scores) {
    const at::Tensor &rewards = inputs.at("rewards");
    if (asRows(rewards).sizes() == mask_BT.sizes() && rewards.numel() > 1) return asRows(rewards);
    at::Tensor kl_BT = at::zeros_like(mask_BT);
    if (inputs.count("ref_per_token_logps")) {
        const char *own = inputs.count("old_per_token_logps") ? "old_per_token_logps" : "per_token_logps";
        kl_BT = klEstimate(estimator, asRows(inputs.at(own)), asRows(inputs.at("ref_per_token_logps")));
    }
    return tokenRewards(kl_BT.detach(), scores(rewards), mask_BT, coefficient);
}

Result<LossResult> tokenPureLoss(const TensorMap &inputs, const TokenPaySettings &pay, const TokenClipSettings &clip,
                                 const std::function<at::Tensor(const at::Tensor &)> &scores,
                                 const std::function<at::Tensor(const at::Tensor &, const at::Tensor &)> &credit) {
    const bool given = inputs.count("advantages") > 0, known = inputs.count("per_token_logps") > 0;
    const at::Tensor mask_BT =
        givenMask(inputs, known   ? asRows(inputs.at("per_token_logps"))
                          : given ? asRows(inputs.at("advantages"))
                                  : at::ones({inputs.at("rewards").numel(), 1}, inputs.at("rewards").options()));
    TensorMap made;
    at::Tensor advantages_BT = given ? inputs.at("advantages") : at::Tensor();
    if (!given) {
        made["rewards"] = givenTokenRewards(inputs, mask_BT, pay.klEstimator, pay.beta, scores);
        advantages_BT = credit(made["rewards"], mask_BT);
    } else if (advantages_BT.dim() < 2 && advantages_BT.numel() == mask_BT.size(0)) {
        advantages_BT = onEveryToken(advantages_BT, mask_BT);
    }
    advantages_BT = asRows(advantages_BT);
    LossResult result{.loss = at::zeros({}, at::kDouble), .metrics = {}};
    if (known) {
        const at::Tensor logps_BT = asRows(inputs.at("per_token_logps"));
        const at::Tensor old_BT =
            inputs.count("old_per_token_logps") ? asRows(inputs.at("old_per_token_logps")) : logps_BT.detach();
        if (auto ok = mustTellSampler(inputs, pay.sampling); !ok) return unexpected(ok.error());
        if (pay.sampling.importanceSamplingCorrection) {
            made["importance_sampling_ratio"] =
                samplingRatio(old_BT, asRows(inputs.at(kSampledLogps)), mask_BT, pay.sampling);
            advantages_BT = advantages_BT * made["importance_sampling_ratio"];
        }
        result = policyLoss(
            {.logps_BT = logps_BT, .oldLogps_BT = old_BT, .mask_BT = mask_BT, .advantages_B = advantages_BT},
            {.epsilon = clip.epsilon, .epsilonHigh = clip.epsilonHigh}, {.items = mask_BT.sum().item<double>()});
    }
    result.tensors.merge(made);
    result.tensors["advantages"] = advantages_BT;
    return result;
}

std::map<std::string, double> tokenPolicyAtRest(bool clipped) {
    if (!clipped) return {{"kl", 0}};
    return {{"kl", 0},
            {"clip_ratio/region_mean", 0},
            {"clip_ratio/low_mean", 0},
            {"clip_ratio/high_mean", 0},
            {"clip_ratio/low_min", 0},
            {"clip_ratio/high_max", 0}};
}

} // namespace lapidary
