// SPDX-License-Identifier: Apache-2.0
// Generalised knowledge distillation, after TRL 1.16's GKDTrainer. Deviations: (1) lmbda is thrown for each row of a
// step, not for a whole batch, so that micro-batches change nothing; (2) the loss of what was sampled is divided by its
// own tokens, not by those of the rows that it replaces; (3) of a conversation every turn of the assistant is learnt.
// As in TRL, temperature is that of the samples alone.
#include "core/engine/train/algorithms/gkd.h"
#include "core/engine/train/regularizers/regularizer.h"

namespace lapidary {
namespace {

Distilling distillingOf(GkdConfig config) {
    config.train.regularization.values.update(config.regularization.values);
    SamplingConfig sampling;
    sampling.maxNewTokens = config.maxNewTokens;
    sampling.temperature = config.temperature;
    return {.train = std::move(config.train),
            .learnt = config.learnt,
            .maxLength = config.maxLength,
            .loss = config.loss,
            .lmbda = config.lmbda,
            .teacherWrites = config.seqKd,
            .sampling = std::move(sampling),
            .disableDropout = config.disableDropout,
            .stream = "gkd"};
}

Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = GkdConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    return distillingPureLoss(inputs, read->loss, config.contains("temperature") ? read->temperature : 1.0);
}

const MethodInfo &gkdMethod() {
    static const MethodInfo method = withInputRegularizers(
        {.name = "gkd",
         .summary = "Distillation from a teacher, on completions that the student writes itself and on given ones",
         .role = "algorithm",
         .spec = GkdConfig::described().spec(),
         .inputs = distillingInputs(),
         .outputs = {{.name = "model", .what = Artifact::Model, .file = "model"}},
         .metrics = distillingMetrics()});
    return method;
}

} // namespace

const Described<GkdConfig> &GkdConfig::described() {
    using C = GkdConfig;
    static const auto d =
        Described<C>()
            .include(TrainOptions::evaluated(), &C::train)
            .include(DistillingLoss::described(), &C::loss)
            .add("lmbda", &C::lmbda, between(0, 1), "", "share of the completions that the student writes itself")
            .add("temperature", &C::temperature, above(0), "", "spread of the sampled completions")
            .add("max_new_tokens", &C::maxNewTokens, atLeast(1), "tokens", "longer completions are cut")
            .add("seq_kd", &C::seqKd, "", "the teacher writes the completions that the student does not")
            .must({.kind = FieldRule::Kind::Zero,
                   .message = "the student writes every completion, so that the teacher writes none",
                   .when = {{"lmbda", 1.0}},
                   .warning = true})
            .add("max_length", &C::maxLength, atLeast(2), "tokens", "longer rows lose their end")
            .include(LearntParts::described(), &C::learnt)
            .include(Described<InputRegularizerSettings>(), &C::regularization)
            .add("disable_dropout", &C::disableDropout, "", "switches lora_dropout off");
    return d;
}

AlgorithmInfo gkdInfo() {
    return {.info = gkdMethod,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = GkdConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return makeDistilling(distillingOf(std::move(*read)));
            },
            .pureLoss = pureLoss,
            .growing = {"train"}};
}

} // namespace lapidary
