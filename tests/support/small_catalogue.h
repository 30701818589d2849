// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/catalogue.h"

namespace lapidary {

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
                      .metrics = {{.name = "loss", .better = Better::Lower, .key = true}}};
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
            {"sampling", {{"fields", drawing}}}};
}

} // namespace lapidary
