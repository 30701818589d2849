// SPDX-License-Identifier: Apache-2.0
// After TRL 1.16's GRPOTrainer and GMPOTrainer. Legend: ρ ratio of the present policy to the one that drew, A
// advantage; [B, T] for each token, [B, 1] for a whole sequence.
#include "core/engine/train/ops/policy_losses.h"
#include "core/engine/train/ops/kl.h"
#include "core/engine/train/ops/reductions.h"
#include "core/engine/train/ops/token_losses.h"
#include <ATen/ATen.h>
#include <cmath>

namespace lapidary {
namespace {

using Settings = PolicyLossSettings;

/// What every surrogate reads.
struct Ratios {
    const PolicyTokens &tokens;
    const Settings &settings;
    at::Tensor a_B1{};        ///< A; [B, T] where tokens have their own
    at::Tensor old_BT{};      ///< log-probs of the policy that drew, as it trains
    at::Tensor log_BT{};      ///< log ρ of each token
    at::Tensor ratio_BX{};    ///< ρ at the level that is asked for
    at::Tensor sampling_BX{}; ///< trainer / sampler; undefined: they are taken for the same
    double low() const { return settings.epsilon; }
    double high() const { return settings.epsilonHigh > 0 ? settings.epsilonHigh : settings.epsilon; }
};

/// Mean over the tokens of each sequence. [B, 1]
at::Tensor sequenceMeans(const at::Tensor &values_BT, const at::Tensor &mask_BT) {
    return (values_BT * mask_BT).sum(1, true) / mask_BT.sum(1, true).clamp_min(1);
}

Ratios ratiosOf(const PolicyTokens &tokens, const Settings &settings) {
    const at::Tensor old_BT = tokens.oldLogps_BT.defined() ? tokens.oldLogps_BT : tokens.logps_BT.detach();
    Ratios out{tokens, settings};
    out.old_BT = old_BT;
    out.a_B1 = tokens.advantages_B.dim() == 2 ? tokens.advantages_B : tokens.advantages_B.unsqueeze(1);
    out.log_BT = tokens.logps_BT - old_BT;
    if (settings.sampling.importanceSamplingCorrection && tokens.sampledLogps_BT.defined())
        out.sampling_BX = samplingRatio(old_BT, tokens.sampledLogps_BT, tokens.mask_BT, settings.sampling);
    out.ratio_BX = at::exp(settings.importanceSamplingLevel == "sequence" ? sequenceMeans(out.log_BT, tokens.mask_BT)
                                                                          : out.log_BT);
    return out;
}

at::Tensor clipped(Ratios &r) {
    const at::Tensor held = r.ratio_BX.clamp(1 - r.low(), 1 + r.high());
    if (r.settings.delta > 0) r.ratio_BX = r.ratio_BX.clamp_max(r.settings.delta);
    return -at::min(r.ratio_BX * r.a_B1, held * r.a_B1);
}

at::Tensor cispo(const Ratios &r) {
    return -r.ratio_BX.clamp_max(r.high()).detach() * r.a_B1 * r.tokens.logps_BT;
}

at::Tensor sapo(const Ratios &r) {
    const at::Tensor temperature =
        at::where(r.a_B1.gt(0), r.settings.sapoTemperaturePos, r.settings.sapoTemperatureNeg).to(r.a_B1.scalar_type());
    return -at::sigmoid(temperature * (r.ratio_BX - 1)) * 4 / temperature * r.a_B1;
}

/// e^λ w^k e^{-λ w} of the whole sequence's ratio w, which is 1 where w is. [B, 1]
at::Tensor gammaWeights(const Ratios &r) {
    const at::NoGradGuard noGrad;
    const double least = std::log(1e-8), most = 20;
    at::Tensor w_B1 = (r.log_BT.clamp(-most, most) * r.tokens.mask_BT).sum(1, true); // in logs
    if (r.sampling_BX.defined()) w_B1 = w_B1 + r.sampling_BX.log().clamp(least, most).sum(1, true);
    w_B1 = w_B1.clamp(least, most);
    const at::Tensor good = r.a_B1.ge(0);
    const auto type = w_B1.scalar_type();
    const at::Tensor k = at::where(good, r.settings.vespoKPos, r.settings.vespoKNeg).to(type),
                     lambda =
                         at::where(good, r.settings.vespoLambdaPos, r.settings.vespoLambdaNeg).clamp_min(1e-4).to(type);
    return at::exp(lambda + k * w_B1 - lambda * w_B1.exp()).nan_to_num(0.0, 0.0, 0.0);
}

/// The geometric mean over a sequence of its tokens' ratios, each clipped on the side where it would help. [B, 1]
at::Tensor gmpo(const Ratios &r) {
    const at::Tensor held_BT = r.log_BT.clamp(-r.low(), r.high());
    const at::Tensor log_BT = at::where(r.a_B1.ge(0), at::min(r.log_BT, held_BT), at::max(r.log_BT, held_BT));
    return -at::exp(sequenceMeans(log_BT, r.tokens.mask_BT)) * r.a_B1;
}

/// How far the probability of each token has moved: by total variation, or by the KL of whether it is drawn.
at::Tensor divergence(const Ratios &r, bool kl) {
    const at::NoGradGuard noGrad;
    const at::Tensor p = r.tokens.logps_BT.exp(), q = (r.tokens.logps_BT - r.log_BT).exp();
    if (!kl) return (p - q).abs();
    const double least = 1e-7; // neither of two events is certain
    const at::Tensor a = q.clamp(least, 1 - least), b = p.clamp(least, 1 - least);
    return a * (a / b).log() + (1 - a) * ((1 - a) / (1 - b)).log();
}

/// Tokens that have moved too far already, and would go further, are left out.
at::Tensor dppo(const Ratios &r, bool kl, Metrics &metrics) {
    const at::Tensor moved_BT = divergence(r, kl), ratio = r.ratio_BX.detach();
    const at::Tensor out_BT = r.a_B1.gt(0)
                                  .logical_and(ratio.gt(1))
                                  .logical_and(moved_BT.gt(r.high()))
                                  .logical_or(r.a_B1.lt(0).logical_and(ratio.lt(1)).logical_and(moved_BT.gt(r.low())));
    metrics["dppo_mask_ratio"] = maskedMean(out_BT.to(r.log_BT.scalar_type()), r.tokens.mask_BT);
    return -r.ratio_BX * r.a_B1 * out_BT.logical_not();
}

at::Tensor surrogate(Ratios &r, Metrics &metrics) {
    const std::string &type = r.settings.lossType;
    if (type.starts_with("dppo")) return dppo(r, type == "dppo_kl", metrics);
    if (type == "cispo") {
        metrics["cispo_clip_ratio"] =
            maskedMean(r.ratio_BX.gt(r.high()).logical_and(r.a_B1.gt(0)).to(r.log_BT.scalar_type()).expand_as(r.log_BT),
                       r.tokens.mask_BT);
        return cispo(r);
    }
    if (type == "sapo") return sapo(r);
    if (type == "gmpo") return gmpo(r);
    if (type == "vespo") {
        const at::Tensor phi = gammaWeights(r);
        metrics["vespo/phi_seq_mean"] = meanOf(phi);
        return -phi * r.a_B1 * r.tokens.logps_BT;
    }
    return clipped(r);
}

/// Tokens about which the policy is least certain: the top share of those of the batch. [B, T]
at::Tensor uncertain(const PolicyTokens &tokens, double share) {
    const at::Tensor entropy_BT = tokens.entropy_BT.detach();
    const at::Tensor known = entropy_BT.index({tokens.mask_BT.ne(0)}).to(at::kFloat);
    if (known.numel() == 0) return at::zeros_like(tokens.mask_BT);
    const at::Tensor threshold = at::quantile(known, 1 - share);
    return entropy_BT.ge(threshold).to(tokens.mask_BT.scalar_type()) * tokens.mask_BT;
}

/// 0 for a sequence with a bad advantage that the policy has moved away from since it was drawn (DeepSeek-V3.2). [B, 1]
at::Tensor onPolicy(const Ratios &r) {
    const at::Tensor moved_BT =
        r.tokens.sampledLogps_BT.defined() ? r.tokens.logps_BT - r.tokens.sampledLogps_BT : r.log_BT;
    const at::Tensor away_B1 = sequenceMeans(-moved_BT.detach(), r.tokens.mask_BT);
    return r.a_B1.ge(0).logical_or(away_B1.le(r.settings.offPolicyMaskThreshold)).to(r.log_BT.scalar_type());
}

at::Tensor reduced(const at::Tensor &loss_BT, const at::Tensor &mask_BT, const std::string &type,
                   const PolicyStep &step) {
    if (type == "grpo" || type == "sapo") return sequenceMean(loss_BT, mask_BT) / step.parts;
    if (type == "bnpo") return localTokenMean(loss_BT, mask_BT) / step.parts;
    if (type == "dr_grpo") return constantMean(loss_BT, mask_BT, step.maxCompletionLength) / step.parts;
    if (type == "luspo") return (loss_BT * mask_BT).sum(-1).mean() / step.parts;
    return tokenMean(loss_BT, mask_BT, step.items);
}

void addClipping(const Ratios &r, Metrics &metrics) {
    const at::Tensor mask_BT =
        r.ratio_BX.size(1) == 1 ? r.tokens.mask_BT.sum(1, true).gt(0).to(r.log_BT.scalar_type()) : r.tokens.mask_BT;
    const at::Tensor ratio = r.ratio_BX.detach();
    const auto type = mask_BT.scalar_type();
    const at::Tensor low = ratio.lt(1 - r.low()).logical_and(r.a_B1.lt(0)).to(type),
                     high = ratio.gt(1 + r.high()).logical_and(r.a_B1.gt(0)).to(type);
    metrics["clip_ratio/low_mean"] = maskedMean(low, mask_BT);
    metrics["clip_ratio/high_mean"] = maskedMean(high, mask_BT);
    metrics["clip_ratio/region_mean"] = maskedMean(low + high, mask_BT);
    const at::Tensor count_B = mask_BT.sum(1), learnt_B = count_B.gt(0);
    if (!learnt_B.any().item<bool>()) return;
    const auto shares_B = [&](const at::Tensor &chosen) { // of each completion
        return ((chosen * mask_BT).sum(1) / count_B).index({learnt_B});
    };
    metrics["clip_ratio/low_min"] = {shares_B(low).min().item<double>(), Over::Min};
    metrics["clip_ratio/high_max"] = {shares_B(high).max().item<double>(), Over::Max};
}

bool clips(const std::string &type) {
    return type != "cispo" && type != "sapo" && type != "vespo" && type != "gmpo" && !type.starts_with("dppo");
}

} // namespace

LossResult policyLoss(const PolicyTokens &tokens, const PolicyLossSettings &settings, const PolicyStep &step) {
    Ratios r = ratiosOf(tokens, settings);
    const at::Tensor plain_BX = r.ratio_BX;
    LossResult result{.loss = {}, .metrics = {}};
    at::Tensor loss = surrogate(r, result.metrics);
    if (settings.offPolicyMaskThreshold > 0) loss = loss * onPolicy(r);
    const at::Tensor chosen_BT = settings.topEntropyQuantile < 1
                                     ? uncertain(tokens, settings.topEntropyQuantile)
                                     : tokens.mask_BT; // of the tokens, those that are learnt
    if (settings.topEntropyQuantile < 1) loss = loss * chosen_BT;
    if (r.sampling_BX.defined() && settings.lossType != "vespo") loss = loss * r.sampling_BX; // it has it in its weight
    if (settings.beta > 0) {
        at::Tensor k3_BT = k3(tokens.logps_BT * tokens.mask_BT, tokens.refLogps_BT * tokens.mask_BT);
        if (settings.useBiasCorrectionKl) k3_BT = k3_BT * plain_BX;
        result.metrics["kl"] = maskedMean(k3_BT.detach(), tokens.mask_BT);
        result.tensors["kl"] = k3_BT.detach();
        loss = loss + settings.beta * (settings.lossType == "gmpo" ? sequenceMeans(k3_BT, tokens.mask_BT) : k3_BT);
    }
    result.loss = settings.lossType == "gmpo" && loss.size(1) == 1
                      ? loss.mean() / step.parts
                      : reduced(loss, tokens.mask_BT, settings.lossType, step);
    if (settings.entropyCoef > 0) {
        result.metrics["policy_loss"] = {result.loss.item<double>(), Over::Sum};
        result.loss = result.loss - settings.entropyCoef * localTokenMean(tokens.entropy_BT, chosen_BT) / step.parts;
    }
    if (clips(settings.lossType)) addClipping(r, result.metrics);
    if (tokens.sampledLogps_BT.defined())
        result.metrics.merge(samplingMetrics(r.old_BT, tokens.sampledLogps_BT, tokens.mask_BT, settings.sampling));
    if (r.sampling_BX.defined()) result.tensors["importance_sampling_ratio"] = r.sampling_BX;
    result.tensors["ratio"] = plain_BX.detach();
    result.tensors["per_token_loss"] = loss.detach();
    return result;
}

const Described<PolicyLossSettings> &PolicyLossSettings::described() {
    using S = Settings;
    static const auto all = [] {
        Described<S> d;
        d.add("beta", &S::beta, atLeast(0), "",
              "weight of the KL term that holds the policy to the reference; 0 needs no reference")
            .add("use_bias_correction_kl", &S::useBiasCorrectionKl, "",
                 "weighs the KL term by the ratio, which makes its gradient unbiased")
            .add("epsilon", &S::epsilon, above(0), "",
                 "how far a token's ratio may move before its gradient stops; of dppo its probability, or its KL")
            .add("epsilon_high", &S::epsilonHigh, atLeast(0), "", "the same upwards; 0 takes epsilon")
            .add("delta", &S::delta, atLeast(0), "", "the most that a ratio counts, also where it is bad; 0: no bound")
            .choice(
                "loss_type", &S::lossType,
                {"grpo", "bnpo", "dapo", "dr_grpo", "luspo", "cispo", "sapo", "vespo", "gmpo", "dppo_tv", "dppo_kl"},
                "what is made of a token's ratio, and how token losses are averaged")
            .choice("importance_sampling_level", &S::importanceSamplingLevel, {"token", "sequence"},
                    "sequence takes the mean ratio of a completion for all of its tokens (GSPO)")
            .add("entropy_coef", &S::entropyCoef, atLeast(0), "",
                 "weight of the mean entropy of the tokens, which keeps the policy from settling too soon; 0: none")
            .add("top_entropy_quantile", &S::topEntropyQuantile, between(0.001, 1), "",
                 "learns only the share of tokens about which the policy is least certain")
            .add("off_policy_mask_threshold", &S::offPolicyMaskThreshold, atLeast(0), "nats",
                 "leaves out bad completions from which the policy has moved further; 0: none")
            .add("sapo_temperature_pos", &S::sapoTemperaturePos, above(0), "", "how soon sapo lets go of a good token")
            .add("sapo_temperature_neg", &S::sapoTemperatureNeg, above(0), "", "how soon sapo lets go of a bad token")
            .add("vespo_k_pos", &S::vespoKPos, atLeast(0), "", "power of the ratio in vespo, of good completions")
            .add("vespo_lambda_pos", &S::vespoLambdaPos, above(0), "", "decay with the ratio, of good completions")
            .add("vespo_k_neg", &S::vespoKNeg, atLeast(0), "", "power of the ratio in vespo, of bad completions")
            .add("vespo_lambda_neg", &S::vespoLambdaNeg, above(0), "", "decay with the ratio, of bad completions")
            .include(SamplingCorrection::described(), &S::sampling)
            .must("importance_sampling_mode", {.kind = FieldRule::Kind::Among,
                                               .others = {"token_truncate", "token_mask"},
                                               .message = "vespo multiplies the weights of tokens itself",
                                               .unless = {{"importance_sampling_correction", false}},
                                               .when = {{"loss_type", "vespo"}}})
            .must("importance_sampling_mode", {.kind = FieldRule::Kind::Among,
                                               .others = {"sequence_truncate", "sequence_mask"},
                                               .message = "gmpo has one ratio for a whole completion",
                                               .unless = {{"importance_sampling_correction", false}},
                                               .when = {{"loss_type", "gmpo"}}});
        return d;
    }();
    return all;
}

std::vector<MetricInfo> policyLossMetrics() {
    const auto of = [](const char *name, const char *group, const char *unit, const char *effect) {
        return MetricInfo{.name = name, .unit = unit, .group = group, .effect = effect};
    };
    return {of("kl", "policy", "nats", "how far the policy has moved from the reference; with beta alone"),
            of("clip_ratio/region_mean", "policy", "", "share of tokens whose ratio was clipped"),
            of("loss", "loss", "", "the policy gradient's surrogate: its level tells nothing"),
            of("clip_ratio/low_mean", "detail", "", "share of tokens clipped downwards"),
            of("clip_ratio/high_mean", "detail", "", "share of tokens clipped upwards"),
            of("clip_ratio/low_min", "detail", "", "smallest share clipped downwards of a completion"),
            of("clip_ratio/high_max", "detail", "", "largest share clipped upwards of a completion"),
            of("policy_loss", "detail", "", "the loss without the entropy; with entropy_coef alone"),
            of("cispo_clip_ratio", "detail", "", "share of tokens whose weight cispo bounds"),
            of("dppo_mask_ratio", "detail", "", "share of tokens that dppo leaves out"),
            of("vespo/phi_seq_mean", "detail", "", "mean weight that vespo gives a completion")};
}

} // namespace lapidary
