// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/experiment/catalogue.h"

namespace lapidary {

/// The metrics of an algorithm of this name, as far as tests draw them.
inline std::vector<MetricInfo> smallMetrics(const std::string &algorithm) {
    const MetricInfo loss{.name = "loss", .unit = "nats", .group = "loss", .better = Better::Lower};
    const std::vector<MetricInfo> shared{loss,
                                         {.name = "entropy", .group = "loss"},
                                         {.name = "grad_norm", .group = "loss"},
                                         {.name = "num_tokens", .unit = "tokens", .group = "progress"},
                                         {.name = "epoch", .group = "progress"},
                                         {.name = "step_time", .unit = "s", .group = "progress"}};
    std::vector<MetricInfo> own;
    if (algorithm == "dpo")
        own = {{.name = "rewards/margins", .group = "preference", .better = Better::Higher, .key = true},
               {.name = "rewards/accuracies", .group = "preference", .better = Better::Higher},
               {.name = "rewards/chosen", .group = "preference"}};
    else if (algorithm == "grpo")
        own = {{.name = "reward", .group = "policy", .spread = "reward_std", .better = Better::Higher, .key = true},
               {.name = "kl", .unit = "nats", .group = "policy"},
               {.name = "completions/mean_length", .unit = "tokens", .group = "policy"}};
    else
        own = {{.name = "loss", .unit = "nats", .group = "loss", .better = Better::Lower, .key = true}};
    own = withShared(std::move(own), shared);
    if (algorithm == "grpo") own.push_back({.name = "reward_std", .group = "detail"});
    return own;
}

/// A training algorithm as the catalogue tells it: with the ports that all have, and `more`.
inline Json smallAlgorithm(const std::string &name, const Json &fields, const std::string &layout = "prompt_completion",
                           std::vector<Port> more = {}) {
    MethodInfo method{.name = name,
                      .role = "algorithm",
                      .inputs = {{.name = "policy", .trained = true, .fresh = name == "pretrain"},
                                 {.name = "train",
                                  .what = layout == "prompt_only" ? Artifact::ProblemSet : Artifact::Rows,
                                  .layout = layout}},
                      .outputs = {{.name = "model", .file = "model"}},
                      .metrics = smallMetrics(name)};
    method.inputs.insert(method.inputs.end(), more.begin(), more.end());
    Json json = toJson(method);
    json["fields"] = fields;
    return json;
}

inline Json smallStrategy(const std::string &name, const Json &fields, std::vector<Port> more = {}) {
    MethodInfo method{.name = name,
                      .role = "strategy",
                      .inputs = {{.name = "policy"}, {.name = "problems", .what = Artifact::ProblemSet}}};
    method.inputs.insert(method.inputs.end(), more.begin(), more.end());
    Json json = toJson(method);
    json["fields"] = fields;
    return json;
}

/// A kind of stage that draws.
inline Json smallStage(const std::string &name, const Json &fields) {
    const MethodInfo method{.name = name,
                            .role = "stage",
                            .inputs = {{.name = "policy"}, {.name = "problems", .what = Artifact::ProblemSet}},
                            .outputs = {{.name = "samples", .what = Artifact::Samples, .file = "samples.jsonl"}}};
    Json json = toJson(method);
    json["fields"] = fields;
    return json;
}

/// A kind of stage that makes rows of samples.
inline Json smallRows(const std::string &name) {
    const MethodInfo method{
        .name = name,
        .role = "stage",
        .inputs = {{.name = "policy"}, {.name = "samples", .what = Artifact::Samples}},
        .outputs = {{.name = "rows", .what = Artifact::Rows, .file = "revised.jsonl", .layout = "prompt_completion"},
                    {.name = "pairs", .what = Artifact::Rows, .file = "pairs.jsonl", .layout = "preference"}}};
    Json json = toJson(method);
    json["fields"] =
        Json::array({Json{{"name", "constitution"}, {"type", "text"}, {"default", ""}, {"unit", ""}, {"effect", ""}}});
    return json;
}

/// A kind of stage that measures.
inline Json smallMeasure(const std::string &name, const Json &fields) {
    const MethodInfo method{
        .name = name, .role = "stage", .inputs = {{.name = "policy"}, {.name = "rows", .what = Artifact::Rows}}};
    Json json = toJson(method);
    json["fields"] = fields;
    return json;
}

/// What a window is told of the algorithms where no worker is installed.
inline std::vector<MethodInfo> smallMethods() {
    std::vector<MethodInfo> methods;
    for (const char *name : {"sft", "dpo", "grpo"}) methods.push_back({.name = name, .metrics = smallMetrics(name)});
    return methods;
}

/// A worker's list as small as a test can do with; the real one is written by the worker itself.
inline Json smallCatalogueJson() {
    const auto field = [](const char *name, const char *type, Json standard) {
        return Json{{"name", name}, {"type", type}, {"default", std::move(standard)},
                    {"minimum", 0}, {"unit", ""},   {"effect", ""}};
    };
    const auto text = [](const char *name, const char *standard) {
        return Json{{"name", name}, {"type", "text"}, {"default", standard}, {"unit", ""}, {"effect", ""}};
    };
    const Json training = {
        field("learning_rate", "number", 1e-3), field("max_steps", "integer", 10),
        field("per_device_train_batch_size", "integer", 8), field("max_length", "integer", 64),
        Json{{"name", "use_peft"}, {"type", "boolean"}, {"default", false}, {"unit", ""}, {"effect", ""}}};
    const Json drawing = {field("n", "integer", 4), field("seed", "integer", 0), field("max_new_tokens", "integer", 32),
                          text("scorer", "mean_logprob")};
    const std::vector<Port> reference{{.name = "reference", .required = false}};
    return {{"algorithms",
             {smallAlgorithm("pretrain", training, "text"), smallAlgorithm("sft", training),
              smallAlgorithm("dpo", training, "preference", reference)}},
            {"strategies",
             {smallStrategy("greedy", Json::array({field("max_new_tokens", "integer", 32)})),
              smallStrategy("best_of_n", drawing)}},
            {"stages", Json::array({smallStage("sample", drawing), smallRows("feedback"), smallRows("revise"),
                                    smallRows("rollout_labels"),
                                    smallMeasure("loss", Json::array({field("max_length", "integer", 64)}))})}};
}

} // namespace lapidary
