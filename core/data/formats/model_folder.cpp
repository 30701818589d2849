// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/model_folder.h"
#include <nlohmann/json.hpp>

namespace lapidary {

Status refuseForeignModel(const Json &config, const std::string &file) {
    if (!config.is_object())
        return fail({.code = "json.wrong_type",
                     .message = "wrong type",
                     .file = file,
                     .found = config.type_name(),
                     .expected = "an object"});
    const auto given = [&](const char *key) {
        const auto it = config.find(key);
        return it == config.end() || it->is_null() ? nullptr : &*it;
    };
    if (given("auto_map"))
        return fail({.code = "model.custom_code",
                     .message = "this model needs its own Python code, which Lapidary never runs",
                     .file = file,
                     .field = "/auto_map",
                     .found = dumpJson(*given("auto_map")).substr(0, 120),
                     .expected = "no auto_map",
                     .remedy = "Use a checkpoint of one of the built-in architectures. If the weights are in fact of "
                               "one, save them anew with its own class of transformers."});
    if (const Json *quantised = given("quantization_config"))
        return fail(
            {.code = "model.quantized",
             .message = "the weights of this checkpoint are quantised, and packed weights are not read",
             .file = file,
             .field = "/quantization_config",
             .found = dumpJson(quantised->is_object() ? quantised->value("quant_method", *quantised) : *quantised)
                          .substr(0, 120),
             .expected = "weights in f32, f16 or bf16",
             .remedy = "Use the original checkpoint; load_in_4bit quantises it when a training begins."});
    return {};
}

} // namespace lapidary
