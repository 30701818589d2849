// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/model_folder.h"
#include <nlohmann/json.hpp>

namespace lapidary {

namespace {

/// compressed-tensors are many formats; of these FP8 in all groups of layers.
bool isCompressedFp8(const Json &config) {
    const Json groups = config.value("config_groups", Json());
    if (!groups.is_object() || groups.empty()) return false;
    for (const auto &[name, group] : groups.items()) {
        const Json weights = group.is_object() ? group.value("weights", Json()) : Json();
        if (!weights.is_object() || weights.value("type", Json()) != "float" || weights.value("num_bits", Json()) != 8)
            return false;
    }
    return true;
}

/// Numbers of eight or four bits with scales of their own, which are unpacked when they are read.
bool isUnpacked(const Json &config) {
    if (!config.is_object()) return false;
    const Json method = config.value("quant_method", Json());
    return method == "fp8" || method == "fbgemm_fp8" || method == "mxfp4" ||
           (method == "compressed-tensors" && isCompressedFp8(config));
}

} // namespace

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
    if (const Json *quantised = given("quantization_config"); quantised && !isUnpacked(*quantised))
        return fail(
            {.code = "model.quantized",
             .message = "the weights of this checkpoint are quantised, and packed weights are not read",
             .file = file,
             .field = "/quantization_config",
             .found = dumpJson(quantised->is_object() ? quantised->value("quant_method", *quantised) : *quantised)
                          .substr(0, 120),
             .expected = "weights in f32, f16 or bf16, in FP8 with their scales, or in MXFP4",
             .remedy = "Use the original checkpoint, or the same model as a GGUF file; load_in_4bit quantises it when "
                       "a training begins."});
    return {};
}

} // namespace lapidary
