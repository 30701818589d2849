// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/decoder.h"

namespace lapidary {

struct AdapterRef {
    std::string path;
    double weight = 1.0;
};

/// How a request or a run names a model.
struct ModelRef {
    std::string path; ///< Hugging Face folder, or a GGUF file
    std::vector<AdapterRef> adapters{};
    std::string mix = "none";  ///< one adapter made of all: linear, cat or svd (mixAdapters()); none: side by side, the
                               ///< same numbers as cat
    std::string dtype = "f32"; ///< or bf16, f16; int8: linears in eight bits, for models that are only read
    std::string device = "cpu";
};
Result<ModelRef> modelRefFromJson(const Json &value);

/// Reads a folder: config.json, safetensors (single or sharded), or a GGUF file, then the adapters on top.
Result<std::unique_ptr<Decoder>> loadModel(const ModelRef &ref);
Result<std::unique_ptr<Decoder>> loadModel(const fs::path &folder, const Placement &placement);

/// Where the tokens of a model are: in its own folder, or in that of an adapter that brought more of them.
fs::path tokenizerFolderOf(const Decoder &model, const fs::path &folder);

/// Writes config.json, model.safetensors, generation_config.json and copies the tokenizer files of `tokenizerFrom`.
/// Adapters are not merged here; see mergeAdapters().
Status saveModel(const Decoder &model, const fs::path &folder, const fs::path &tokenizerFrom = {});

} // namespace lapidary
