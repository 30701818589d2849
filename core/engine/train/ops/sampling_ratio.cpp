// SPDX-License-Identifier: Apache-2.0
// After TRL 1.16's GRPOTrainer._generate_and_score_completions.
#include "core/engine/train/ops/sampling_ratio.h"
#include <ATen/ATen.h>
#include <cmath>

namespace lapidary {
namespace {

using S = SamplingCorrection;

at::Tensor bounded(const at::Tensor &ratio, const S &how) {
    const double low = how.importanceSamplingClipMin,
                 high = how.importanceSamplingClipMax > 0 ? how.importanceSamplingClipMax : INFINITY;
    if (how.importanceSamplingMode.ends_with("_truncate")) return ratio.clamp(low, high);
    return ratio.masked_fill(ratio.lt(low).logical_or(ratio.gt(high)), 0);
}

bool bySequence(const S &how) {
    return how.importanceSamplingCorrection && how.importanceSamplingMode.starts_with("sequence_");
}

} // namespace

at::Tensor samplingRatio(const at::Tensor &trainer_BT, const at::Tensor &sampler_BT, const at::Tensor &mask_BT,
                         const S &correction) {
    const at::NoGradGuard noGrad;
    const at::Tensor log_BT = (trainer_BT.detach() - sampler_BT) * mask_BT;
    if (!correction.importanceSamplingCorrection) return log_BT.exp();
    return bounded((bySequence(correction) ? log_BT.sum(1, true) : log_BT).exp(), correction);
}

Metrics samplingMetrics(const at::Tensor &trainer_BT, const at::Tensor &sampler_BT, const at::Tensor &mask_BT,
                        const S &correction) {
    const at::NoGradGuard noGrad;
    const at::Tensor learnt_BT = mask_BT.ne(0);
    const at::Tensor apart = (trainer_BT.detach() - sampler_BT).abs().index({learnt_BT}).to(at::kDouble);
    if (apart.numel() == 0) return {};
    at::Tensor ratio = samplingRatio(trainer_BT, sampler_BT, mask_BT, correction);
    ratio = (bySequence(correction) ? ratio.flatten() : ratio.index({learnt_BT})).to(at::kDouble);
    const auto meanOver = [](const at::Tensor &of) {
        return Metric::share(of.mean().item<double>(), static_cast<double>(of.numel()));
    };
    return {{"sampling/sampling_logp_difference/mean", meanOver(apart)},
            {"sampling/sampling_logp_difference/max", {apart.max().item<double>(), Over::Max}},
            {"sampling/importance_sampling_ratio/min", {ratio.min().item<double>(), Over::Min}},
            {"sampling/importance_sampling_ratio/mean", meanOver(ratio)},
            {"sampling/importance_sampling_ratio/max", {ratio.max().item<double>(), Over::Max}}};
}

std::vector<MetricInfo> samplingMetricInfos() {
    const auto of = [](const char *name, const char *unit, const char *effect) {
        return MetricInfo{.name = name, .unit = unit, .group = "detail", .effect = effect};
    };
    return {of("sampling/sampling_logp_difference/mean", "nats",
               "how far log-probs of the same tokens differ between what draws and what trains, by their arithmetic"),
            of("sampling/sampling_logp_difference/max", "nats", "the token on which the two differ most"),
            of("sampling/importance_sampling_ratio/min", "", "smallest probability with what trains over what drew"),
            of("sampling/importance_sampling_ratio/mean", "", "mean probability with what trains over what drew"),
            of("sampling/importance_sampling_ratio/max", "", "largest probability with what trains over what drew")};
}

const Described<S> &S::described() {
    static const auto d =
        Described<S>()
            .add("importance_sampling_correction", &S::importanceSamplingCorrection, "",
                 "weighs what was drawn by its probability with what trains over that with what drew it, which differ "
                 "by rounding, and in bf16 by more")
            .choice("importance_sampling_mode", &S::importanceSamplingMode,
                    {"token_truncate", "token_mask", "sequence_truncate", "sequence_mask"},
                    "whether the weight is that of a token or of its whole completion, and beyond its bounds is put to "
                    "them or leaves it out; token_mask with both bounds is IcePop")
            .add("importance_sampling_clip_max", &S::importanceSamplingClipMax, atLeast(0), "",
                 "the largest such weight; 0: no bound")
            .add("importance_sampling_clip_min", &S::importanceSamplingClipMin, atLeast(0), "",
                 "the smallest; 0: no bound")
            .must({.kind = FieldRule::Kind::Below,
                   .others = {"importance_sampling_clip_max"},
                   .message = "the smallest weight is not below the largest"});
    return d;
}

} // namespace lapidary
