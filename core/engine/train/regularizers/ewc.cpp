// SPDX-License-Identifier: Apache-2.0
// Of the conventions that differ: the penalty is halved, as in the paper; F is the true Fisher information by default,
// as there; it is that of the mean log-prob of an example's tokens, so that long rows do not weigh more.
#include "core/engine/train/regularizers/ewc.h"
#include "core/engine/tensor/weights.h"
#include "core/engine/train/fisher.h"
#include <ATen/core/grad_mode.h>
#include <cmath>

namespace lapidary {
namespace {

constexpr const char *kRows = "ewc_data", *kBefore = "ewc_importance", *kFile = "importance.safetensors";

struct EwcConfig {
    double lambda = 0, gamma = 1;
    std::string fisher = "true";
    std::int64_t examples = 512;
    static const Described<EwcConfig> &described() {
        using C = EwcConfig;
        static const auto d =
            Described<C>()
                .add("ewc_lambda", &C::lambda, atLeast(0), "",
                     "holds the weights that matter to what was learnt before; often 100 to 100000; 0 is off")
                .must({.kind = FieldRule::Kind::Zero,
                       .message = "an adapter's own weights are held, not those of the model that it changes",
                       .unless = {{"use_peft", false}},
                       .warning = true})
                .choice("ewc_fisher", &C::fisher, {"true", "empirical"},
                        "true measures with tokens that the model draws, empirical with those of the rows")
                .add("ewc_gamma", &C::gamma, between(0, 1), "",
                     "how much of the importance that an earlier stage measured is kept")
                .add("ewc_examples", &C::examples, atLeast(0), "rows",
                     "how many rows are measured; 0 takes all of them");
        return d;
    }
};

class Ewc : public Regularizer {
public:
    Ewc(double lambda, const NamedTensors &start, NamedTensors importance)
        : lambda_(lambda), importance_(std::move(importance)) {
        for (const auto &[name, tensor] : start) start_.push_back({name, tensor.detach().clone()});
    }
    std::string_view metric() const override { return "ewc_penalty"; }
    at::Tensor of(const NamedTensors &trainable) const override {
        return ewcPenalty(lambda_, trainable, start_, importance_);
    }
    void addMetrics(const NamedTensors &trainable, Metrics &metrics) const override {
        const at::NoGradGuard noGrad;
        double square = 0;
        for (std::size_t i = 0; i < trainable.size(); ++i)
            square += (trainable[i].tensor - start_[i].tensor).pow(2).sum().item<double>();
        metrics["ewc/param_shift_l2"] = std::sqrt(square);
    }

private:
    double lambda_;
    NamedTensors start_{}, importance_;
};

fs::path fileOf(const TrainContext &context, const char *port) {
    const Json data = context.run.value("data", Json::object());
    return data.contains(port) ? dataFile(context, port) : fs::path();
}

/// What an earlier stage measured, in the order of the weights.
Result<NamedTensors> measuredBefore(const fs::path &path, const NamedTensors &weights) {
    const auto wrong = [&](Sentence found, Sentence expected) {
        return fail({.code = "train.other_importance",
                     .message = "the importance that an earlier stage measured is not that of the weights which learn",
                     .file = path.string(),
                     .field = std::string("inputs.") + kBefore,
                     .found = std::move(found),
                     .expected = std::move(expected),
                     .remedy = "Name a stage that trained the same model in the same way."});
    };
    const auto file = WeightFiles::open(path);
    if (!file) return unexpected(file.error());
    NamedTensors out;
    for (const auto &[name, tensor] : weights) {
        auto read = file->readAsStored(name);
        if (!read) return wrong({"no {0}", name}, {"{0} tensors", weights.size()});
        if (read->sizes() != tensor.sizes())
            return wrong({"{0} with {1} numbers", name, read->numel()}, {"{0} numbers", tensor.numel()});
        out.push_back({name, read->to(tensor.device())});
    }
    return out;
}

Error nothingToHold() {
    return {.code = "train.missing_input",
            .message = "ewc_lambda is set, but nothing says which weights matter to what was learnt before",
            .field = std::string("inputs.") + kRows,
            .found = "nothing",
            .expected = {"{0}: rows that were learnt before, or {1}: what an earlier stage measured", kRows, kBefore},
            .remedy = "Name one of them in [stage.inputs], or set ewc_lambda to 0."};
}

Result<NamedTensors> importanceOf(const EwcConfig &config, const NamedTensors &weights, TrainContext &context) {
    const fs::path rows = fileOf(context, kRows), before = fileOf(context, kBefore);
    if (rows.empty() && before.empty()) return unexpected(nothingToHold());
    NamedTensors sum;
    if (!rows.empty()) {
        const Json all = context.run.value("config", Json::object());
        LearntParts learnt;
        learnt.completionOnly = all.value("completion_only_loss", true);
        learnt.assistantOnly = all.value("assistant_only_loss", true);
        const auto read = readTokenRows(context, learnt, all.value("max_length", std::int64_t{1024}), kRows);
        if (!read) return unexpected(read.error());
        auto measured = fisherOf(context, weights, *read,
                                 {config.fisher == "empirical", config.examples, all.value("bf16", false)});
        if (!measured) return measured;
        sum = std::move(*measured);
    }
    if (before.empty()) return sum;
    auto earlier = measuredBefore(before, weights);
    if (!earlier) return earlier;
    for (std::size_t i = 0; i < earlier->size(); ++i) {
        const at::Tensor kept = (*earlier)[i].tensor * config.gamma;
        if (rows.empty())
            sum.push_back({(*earlier)[i].name, kept});
        else
            sum[i].tensor += kept;
    }
    return sum;
}

Result<RegularizerPtr> makeEwc(const Json &settings, const NamedTensors &start, TrainContext *context) {
    EwcConfig config;
    config.lambda = settings.value("ewc_lambda", config.lambda);
    config.gamma = settings.value("ewc_gamma", config.gamma);
    config.fisher = settings.value("ewc_fisher", config.fisher);
    config.examples = settings.value("ewc_examples", config.examples);
    if (config.lambda == 0 || start.empty()) return nullptr;
    auto importance = importanceOf(config, start, *context);
    if (!importance) return unexpected(importance.error());
    if (auto saved = saveTensors(context->folder / kFile, *importance); !saved) return unexpected(saved.error());
    return std::make_unique<Ewc>(config.lambda, start, std::move(*importance));
}

const MethodInfo &ewcMethod() {
    static const MethodInfo method{
        .name = "ewc",
        .summary = "Penalty on moving the weights that matter to what was learnt before",
        .role = "regularizer",
        .spec = EwcConfig::described().spec(),
        .inputs = {{.name = kRows,
                    .what = Artifact::Rows,
                    .required = false,
                    .neededBy = "ewc_lambda",
                    .layout = "prompt_completion",
                    .effect = "rows that were learnt before: how much each weight matters to them is measured"},
                   {.name = kBefore,
                    .what = Artifact::Importance,
                    .required = false,
                    .neededBy = "ewc_lambda",
                    .effect = "how much each weight mattered to rows of stages before, as one of them measured it"}},
        .outputs = {{.name = "importance", .what = Artifact::Importance, .file = kFile, .onlyWith = "ewc_lambda"}},
        .metrics = {{.name = "ewc_penalty",
                     .group = "forgetting",
                     .effect = "what moving the weights that matter adds to the loss",
                     .better = Better::Lower},
                    {.name = "ewc/param_shift_l2",
                     .group = "forgetting",
                     .effect = "distance of the weights from where the training began"}}};
    return method;
}

} // namespace

at::Tensor ewcPenalty(double lambda, const NamedTensors &weights, const NamedTensors &start,
                      const NamedTensors &importance) {
    at::Tensor sum = at::zeros({}, weights.front().tensor.options().requires_grad(false));
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum = sum + (importance[i].tensor * (weights[i].tensor - start[i].tensor).pow(2)).sum();
    return lambda / 2 * sum;
}

RegularizerInfo ewcInfo() {
    return {.info = ewcMethod,
            .make = makeEwc,
            .pureLoss = [](const TensorMap &inputs, const Json &config) -> Result<LossResult> {
                const auto read = EwcConfig::described().read(config);
                if (!read) return fail(joined(read.error()));
                const auto named = [&](const char *name) { return NamedTensors{{name, inputs.at(name)}}; };
                return LossResult{.loss =
                                      ewcPenalty(read->lambda, named("weights"), named("start"), named("importance"))};
            }};
}

} // namespace lapidary
