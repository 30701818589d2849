// SPDX-License-Identifier: Apache-2.0
// Distillation by whole distributions, after TRL 1.16's DistillationTrainer, whose completions are always the
// student's own. Deviations: (1) lmbda, which that trainer does not have, is the share of them, and is 0 where it is
// not set: the completions of the rows are learnt from; (2) rows that are read are cut at max_length.
#include "core/engine/train/algorithms/distillation.h"
#include "core/engine/train/regularizers/regularizer.h"

namespace lapidary {
namespace {

Distilling distillingOf(DistillationConfig config) {
    config.train.regularization.values.update(config.regularization.values);
    SamplingConfig sampling;
    sampling.maxNewTokens = config.maxCompletionLength;
    sampling.temperature = config.temperature;
    sampling.topK = config.topK;
    sampling.topP = config.topP;
    sampling.minP = config.minP;
    sampling.repetitionPenalty = config.repetitionPenalty;
    return {.train = std::move(config.train),
            .learnt = config.learnt,
            .maxLength = config.maxLength,
            .loss = config.loss,
            .lossTemperature = config.temperature,
            .lmbda = config.lmbda,
            .sampling = std::move(sampling),
            .disableDropout = config.disableDropout,
            .stream = "distillation"};
}

Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = DistillationConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    return distillingPureLoss(inputs, read->loss, read->temperature);
}

const MethodInfo &distillationMethod() {
    static const MethodInfo method =
        withInputRegularizers({.name = "distillation",
                               .summary = "Learns a teacher's whole distribution over every next token",
                               .role = "algorithm",
                               .spec = DistillationConfig::described().spec(),
                               .inputs = distillingInputs(),
                               .outputs = {{.name = "model", .what = Artifact::Model, .file = "model"}},
                               .metrics = distillingMetrics()});
    return method;
}

} // namespace

const Described<DistillationConfig> &DistillationConfig::described() {
    using C = DistillationConfig;
    static const auto d =
        Described<C>()
            .include(TrainOptions::evaluated(), &C::train)
            .include(DistillingLoss::described(), &C::loss)
            .add("lmbda", &C::lmbda, between(0, 1), "", "share of the completions that the student writes itself")
            .add("temperature", &C::temperature, above(0), "",
                 "spread of the sampled completions, and what the logits of student and teacher are divided by")
            .add("max_completion_length", &C::maxCompletionLength, atLeast(1), "tokens", "longer completions are cut")
            .add("top_p", &C::topP, between(1e-6, 1), "", "samples only from the likeliest tokens of this total share")
            .add("top_k", &C::topK, atLeast(0), "tokens", "samples only from so many tokens; 0 takes all")
            .add("min_p", &C::minP, between(0, 1), "",
                 "drops more tokens that are unlikely beside the best; 0 keeps all")
            .add("repetition_penalty", &C::repetitionPenalty, above(0), "", "repeats less; 1 is off")
            .add("max_length", &C::maxLength, atLeast(2), "tokens", "longer rows lose their end")
            .include(LearntParts::described(), &C::learnt)
            .include(Described<InputRegularizerSettings>(), &C::regularization)
            .add("disable_dropout", &C::disableDropout, "", "switches lora_dropout off");
    return d;
}

AlgorithmInfo distillationInfo() {
    return {.info = distillationMethod,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = DistillationConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return makeDistilling(distillingOf(std::move(*read)));
            },
            .pureLoss = pureLoss,
            .growing = {"train"}};
}

} // namespace lapidary
