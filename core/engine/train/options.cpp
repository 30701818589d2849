// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/optimizer.h"
#include <algorithm>

namespace lapidary {

namespace {

using O = TrainOptions;

/// How large the steps are.
void addLearningRate(Described<O> &d) {
    d.add("learning_rate", &O::learningRate, atLeast(0), "", "size of an optimiser step; too high makes the loss spike")
        .must({.kind = FieldRule::Kind::NotZero,
               .message = "nothing is learnt: no step moves the weights",
               .warning = true})
        .choice("lr_scheduler_type", &O::lrSchedulerType,
                {"linear", "cosine", "cosine_with_min_lr", "constant", "constant_with_warmup"},
                "how the learning rate falls; cosine_with_min_lr ends at min_lr_rate of it")
        .add("warmup_steps", &O::warmupSteps, atLeast(0), "steps",
             "the learning rate rises from 0 over these steps, or over this share of the run where it is below 1")
        .must({.kind = FieldRule::Kind::Below,
               .others = {"max_steps"},
               .message = "the warm-up is as long as the run or longer, so that the learning rate never arrives",
               .unless = {{"lr_scheduler_type", "constant"}},
               .warning = true})
        .add("warmup_ratio", &O::warmupRatio, between(0, 1), "",
             "the same as a share of the run, where warmup_steps is 0")
        .add("min_lr_rate", &O::minLrRate, between(0, 1), "",
             "where cosine_with_min_lr ends, as a share of learning_rate");
}

/// How many there are, of how many rows.
void addLength(Described<O> &d) {
    d.add("max_steps", &O::maxSteps, atLeast(-1), "steps", "length of the run; -1 counts num_train_epochs instead")
        .must({.kind = FieldRule::Kind::NotZero, .message = "nothing is learnt: the run has no step", .warning = true})
        .add("num_train_epochs", &O::numTrainEpochs, above(0), "epochs",
             "how often each row is seen, where max_steps is -1")
        .add("per_device_train_batch_size", &O::batchSize, atLeast(1), "rows",
             "rows of one forward pass; for GRPO completions")
        .add("gradient_accumulation_steps", &O::accumulation, atLeast(1), "batches",
             "forward passes that are summed into one step");
}

/// The optimiser, and how it computes.
void addOptimiser(Described<O> &d) {
    d.choice("optim", &O::optim, optimizerNames(),
             "adamw_torch keeps two moments of every weight; lion_32bit one, and wants a learning rate some five times "
             "smaller; muon turns the step of each matrix into an orthogonal one")
        .add("weight_decay", &O::weightDecay, atLeast(0), "", "pulls weights to zero (not norms, not biases)")
        .add("adam_beta1", &O::adamBeta1, between(0, 0.99999), "", "memory of the gradient's mean")
        .add("adam_beta2", &O::adamBeta2, between(0, 0.999999), "", "memory of the gradient's square")
        .add("adam_epsilon", &O::adamEpsilon, above(0), "", "keeps small gradients from making large steps")
        .add("max_grad_norm", &O::maxGradNorm, atLeast(0), "", "longer gradients are cut to this length; 0 never cuts")
        .add("bf16", &O::bf16, "", "computes matrix products in bfloat16; weights stay f32")
        .add("gradient_checkpointing", &O::gradientCheckpointing, "",
             "computes each layer a second time instead of keeping it: less memory, slower steps, the same result")
        .choice("frozen_dtype", &O::frozenDtype, {"f32", "int8"},
                "number format of the networks that are only read, such as the reference; int8 takes a quarter of the "
                "memory, and what they say moves a little");
}

/// The order of the rows, and what is kept of the run.
void addRecords(Described<O> &d) {
    d.add("shuffle_dataset", &O::shuffleDataset, "",
          "a new order of rows each epoch; false keeps the order of the file")
        .add("logging_steps", &O::loggingSteps, atLeast(1), "steps", "a point of the curves every so many steps")
        .add("save_steps", &O::saveSteps, atLeast(1), "steps",
             "a checkpoint every so many steps, and every five minutes between them")
        .add("save_total_limit", &O::saveTotalLimit, atLeast(1), "checkpoints", "older checkpoints are deleted")
        .add("use_peft", &O::usePeft, "", "trains an adapter and leaves the model as it is");
}

/// Settings that say nothing while another is off are told: whoever gives them believes that it is on.
void addWithoutEffect(Described<O> &d) {
    const auto unless = [&](const ConfigSpec &spec, const char *needed, Json condition, const char *message) {
        for (const FieldSpec &field : spec)
            if (!condition.contains(field.name))
                d.must(field.name, {.kind = FieldRule::Kind::NotGiven,
                                    .others = {needed},
                                    .message = message,
                                    .unless = condition,
                                    .warning = true});
    };
    const ConfigSpec &adapter = LoraConfig::described().spec();
    unless(adapter, "use_peft = true", {{"use_peft", true}},
           worded("a setting of an adapter without an adapter: the whole model is trained"));
    const auto prompt = std::find_if(adapter.begin(), adapter.end(),
                                     [](const FieldSpec &field) { return field.name == "num_virtual_tokens"; });
    unless({*prompt}, "peft_type = \"PROMPT_TUNING\" or \"PREFIX_TUNING\"",
           {{"peft_type", {"PROMPT_TUNING", "PREFIX_TUNING"}}, {"use_peft", false}},
           worded("this adapter has no virtual tokens"));
    unless(QuantizationConfig::described().spec(), "load_in_4bit = true", {{"load_in_4bit", true}},
           worded("a setting of four-bit weights, and none are held so"));
}

using E = EvaluationOptions;

const Described<E> &evaluationFields() {
    static const auto d =
        Described<E>()
            .add("test_size", &E::testSize, between(0, 0.9), "",
                 "share of the rows that nothing is learnt from and the model is measured on, where the input eval "
                 "gives no others; rows of one prompt stay together")
            .add("eval_steps", &E::evalSteps, atLeast(0), "steps",
                 "held-out rows are measured every so many steps and at the end; 0: after each pass over the rows")
            .add("per_device_eval_batch_size", &E::batchSize, atLeast(1), "rows", "rows of one forward pass then")
            .add("metric_for_best_model", &E::metricForBestModel, "",
                 "the metric of the held-out rows that tells which model is best")
            .add("load_best_model_at_end", &E::loadBestModelAtEnd, "",
                 "leaves the model that was best on the held-out rows, not the last one")
            .add("early_stopping_patience", &E::patience, atLeast(0), "evaluations",
                 "ends the run when so many evaluations in a row were no better than the best before; 0: never")
            .add("early_stopping_threshold", &E::threshold, atLeast(0), "", "by how much better is better, then");
    return d;
}

} // namespace

const Described<TrainOptions> &TrainOptions::evaluated() {
    static const auto all = [] {
        Described<O> d = described();
        d.include(evaluationFields(), &O::evaluation);
        return d;
    }();
    return all;
}

const Described<TrainOptions> &TrainOptions::described() {
    static const auto all = [] {
        Described<O> d;
        addLearningRate(d);
        addLength(d);
        addOptimiser(d);
        addRecords(d);
        d.include(LoraConfig::described(), &O::lora)
            .include(QuantizationConfig::described(), &O::quantization)
            .include(Described<RegularizerSettings>(), &O::regularization);
        addWithoutEffect(d);
        return d;
    }();
    return all;
}

} // namespace lapidary
