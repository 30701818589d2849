// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/catalogue.h"

namespace lapidary {

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
    return {{"algorithms",
             {{{"name", "pretrain"}, {"fields", training}},
              {{"name", "sft"}, {"fields", training}},
              {{"name", "dpo"}, {"data", "preference"}, {"fields", training}}}},
            {"strategies",
             {{{"name", "greedy"}, {"fields", {field("max_new_tokens", "integer", 32)}}},
              {{"name", "best_of_n"}, {"fields", drawing}}}},
            {"sampling", {{"fields", drawing}}}};
}

} // namespace lapidary
