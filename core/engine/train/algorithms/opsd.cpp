// SPDX-License-Identifier: Apache-2.0
// On-policy self-distillation. No trainer of TRL has it; the divergence is its generalised Jensen-Shannon one, a mean
// over the tokens of the step, and what the teacher is shown is the column "reference", which graders compare with.
// The paper's teacher is the model as it starts, which is the default here; later work (arXiv 2607.05184) found models
// that think before they answer to lose by it.
#include "core/engine/train/algorithms/opsd.h"
#include "core/engine/train/regularizers/regularizer.h"

namespace lapidary {
namespace {

SelfLossSettings lossOf(const OpsdConfig &config) {
    return {.divergence = {.distillationMode = "full_logits", .distillationAlpha = config.beta},
            .temperature = config.temperature,
            .perSequence = false};
}

SelfDistilling distillingOf(OpsdConfig config) {
    config.train.regularization.values.update(config.regularization.values);
    SamplingConfig sampling;
    sampling.maxNewTokens = config.maxNewTokens;
    sampling.temperature = config.temperature;
    sampling.topK = config.topK;
    sampling.topP = config.topP;
    SelfDistilling out{.privilege = {.column = "reference",
                                     .written = config.teacherPromptTemplate,
                                     .maxPromptLength = config.maxPromptLength},
                       .teacher = config.teacher,
                       .loss = lossOf(config),
                       .lmbda = config.lmbda,
                       .sampling = std::move(sampling),
                       .disableDropout = config.disableDropout,
                       .stream = "opsd"};
    out.train = std::move(config.train);
    return out;
}

Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = OpsdConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    return selfTeachingPureLoss(inputs, lossOf(*read));
}

const MethodInfo &method() {
    static const MethodInfo info = withInputRegularizers(
        {.name = "opsd",
         .summary = "Learns from itself, shown the reference answer, at every token that it writes",
         .role = "algorithm",
         .spec = OpsdConfig::described().spec(),
         .inputs = selfDistillingInputs("reference", worded("the reference answer, better with its way")),
         .outputs = {{.name = "model", .what = Artifact::Model, .file = "model"}},
         .metrics = selfDistillingMetrics()});
    return info;
}

} // namespace

const Described<OpsdConfig> &OpsdConfig::described() {
    using C = OpsdConfig;
    static const auto d =
        Described<C>()
            .include(TrainOptions::evaluated(), &C::train)
            .add("beta", &C::beta, between(0, 1), "",
                 "which divergence: 0 is forward KL, 1 reverse KL, 0.5 the Jensen-Shannon divergence")
            .include(SelfTeacherSettings::described(), &C::teacher)
            .add("lmbda", &C::lmbda, between(0, 1), "", "share of the completions that the student writes itself")
            .add("teacher_prompt_template", &C::teacherPromptTemplate, "",
                 "what the teacher reads: {prompt} and {privileged_context} stand for the words of the row")
            .add("temperature", &C::temperature, above(0), "",
                 "spread of the sampled completions, and what the logits of student and teacher are divided by")
            .add("top_p", &C::topP, between(1e-6, 1), "", "samples only from the likeliest tokens of this total share")
            .add("top_k", &C::topK, atLeast(0), "tokens", "samples only from so many tokens; 0 takes all")
            .add("max_prompt_length", &C::maxPromptLength, atLeast(1), "tokens",
                 "longer prompts, also the teacher's, lose their beginning")
            .add("max_new_tokens", &C::maxNewTokens, atLeast(1), "tokens", "longer completions are cut")
            .include(Described<InputRegularizerSettings>(), &C::regularization)
            .add("disable_dropout", &C::disableDropout, "", "switches lora_dropout off");
    return d;
}

AlgorithmInfo opsdInfo() {
    return {.info = method,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = OpsdConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return makeSelfDistilling(distillingOf(std::move(*read)));
            },
            .pureLoss = pureLoss};
}

} // namespace lapidary
