// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"
#include "core/engine/train/metrics.h"
#include <ATen/core/Tensor.h>

// What is learnt from was drawn by other arithmetic than it is learnt with (cached keys, kernels, number formats), so
// that the policy that drew is not quite the one that learns. Legend: B completions, T tokens; a mask is 1 for what is
// learnt, else 0.
namespace lapidary {

/// Weighs what was drawn by trainer / sampler, as the vllm_importance_sampling_ settings of TRL's GRPOConfig do; a
/// bound that TRL switches off by None is 0 here.
struct SamplingCorrection {
    bool importanceSamplingCorrection = false;
    std::string importanceSamplingMode = "sequence_mask";
    double importanceSamplingClipMax = 3, importanceSamplingClipMin = 0;
    static const Described<SamplingCorrection> &described();
};

/// The probability of what was drawn with the trainer over that with the sampler, of each token [B, T] or of a whole
/// completion [B, 1]; 1 where the mask leaves a token out. A ratio beyond a bound is put to it ("truncate"), or to 0
/// ("mask", of tokens and with both bounds IcePop).
at::Tensor samplingRatio(const at::Tensor &trainer_BT, const at::Tensor &sampler_BT, const at::Tensor &mask_BT,
                         const SamplingCorrection &correction);

/// sampling/sampling_logp_difference/{mean,max} and sampling/importance_sampling_ratio/{min,mean,max}, as TRL has them:
/// the ratio is the one that the correction weighs by; without correction that of each token, unbounded.
Metrics samplingMetrics(const at::Tensor &trainer_BT, const at::Tensor &sampler_BT, const at::Tensor &mask_BT,
                        const SamplingCorrection &correction = {});

std::vector<MetricInfo> samplingMetricInfos();

} // namespace lapidary
