// SPDX-License-Identifier: Apache-2.0
// Self-distillation fine-tuning, after TRL 1.16's experimental SDFTTrainer. Deviations: (1) completions are used once
// (num_iterations 1), so that no ratio to the policy that drew is bounded; (2) num_generations says how often an epoch
// sees a prompt: nothing compares its completions, which need not stand in one step; (3) lmbda, which that trainer does
// not have, is the share of completions that the student writes, and all where it is not set; (4) a teacher that
// follows an adapter begins as that adapter, where TRL's begins with weights of 0; (5) a named teacher may be another
// model of the same vocabulary.
#include "core/engine/train/algorithms/sdft.h"
#include "core/engine/train/regularizers/regularizer.h"

namespace lapidary {
namespace {

constexpr double kIsClip = 2; // TRL's distillation_is_clip

SelfDistilling distillingOf(SdftConfig config) {
    config.train.regularization.values.update(config.regularization.values);
    SamplingConfig sampling;
    sampling.maxNewTokens = config.maxCompletionLength;
    sampling.temperature = config.temperature;
    sampling.topK = config.topK;
    sampling.topP = config.topP;
    sampling.minP = config.minP;
    sampling.repetitionPenalty = config.repetitionPenalty;
    return {.train = std::move(config.train),
            .privilege = {.column = "privileged_context",
                          .written = config.teacherPromptTemplate,
                          .maxPromptLength = config.maxPromptLength},
            .teacher = config.teacher,
            .loss = {.divergence = config.divergence, .temperature = config.temperature},
            .lmbda = config.lmbda,
            .numGenerations = config.numGenerations,
            .lossTokensToSkip = config.numLossTokensToSkip,
            .sampling = std::move(sampling),
            .disableDropout = config.disableDropout,
            .stream = "sdft"};
}

Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = SdftConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    return selfTeachingPureLoss(inputs,
                                {.divergence = read->divergence, .temperature = read->temperature, .isClip = kIsClip});
}

const MethodInfo &method() {
    static const MethodInfo info = withInputRegularizers(
        {.name = "sdft",
         .summary = "Learns from itself, shown a demonstration: forgets less than plain fine-tuning",
         .role = "algorithm",
         .spec = SdftConfig::described().spec(),
         .inputs = selfDistillingInputs("privileged_context", worded("a demonstration, or other words that help")),
         .outputs = {{.name = "model", .what = Artifact::Model, .file = "model"}},
         .metrics = selfDistillingMetrics()});
    return info;
}

} // namespace

const Described<SdftConfig> &SdftConfig::described() {
    using C = SdftConfig;
    static const auto d =
        Described<C>()
            .include(TrainOptions::evaluated(), &C::train)
            .include(SelfDivergence::described(), &C::divergence)
            .include(SelfTeacherSettings::described(), &C::teacher)
            .add("lmbda", &C::lmbda, between(0, 1), "", "share of the completions that the student writes itself")
            .add("num_generations", &C::numGenerations, atLeast(1), "completions", "how often an epoch sees a prompt")
            .add("teacher_prompt_template", &C::teacherPromptTemplate, "",
                 "what the teacher reads: {prompt} and {privileged_context} stand for the words of the row")
            .add("num_loss_tokens_to_skip", &C::numLossTokensToSkip, atLeast(0), "tokens",
                 "first tokens of a completion that are not learnt: there a teacher speaks of what it was shown")
            .add("temperature", &C::temperature, above(0), "",
                 "spread of the sampled completions, and what the logits of student and teacher are divided by")
            .add("top_p", &C::topP, between(1e-6, 1), "", "samples only from the likeliest tokens of this total share")
            .add("top_k", &C::topK, atLeast(0), "tokens", "samples only from so many tokens; 0 takes all")
            .add("min_p", &C::minP, between(0, 1), "",
                 "drops more tokens that are unlikely beside the best; 0 keeps all")
            .add("repetition_penalty", &C::repetitionPenalty, above(0), "", "repeats less; 1 is off")
            .add("max_prompt_length", &C::maxPromptLength, atLeast(1), "tokens",
                 "longer prompts, also the teacher's, lose their beginning")
            .add("max_completion_length", &C::maxCompletionLength, atLeast(1), "tokens", "longer completions are cut")
            .include(Described<InputRegularizerSettings>(), &C::regularization)
            .add("disable_dropout", &C::disableDropout, "", "switches lora_dropout off, as in TRL");
    return d;
}

AlgorithmInfo sdftInfo() {
    return {.info = method,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = SdftConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return makeSelfDistilling(distillingOf(std::move(*read)));
            },
            .pureLoss = pureLoss};
}

} // namespace lapidary
