// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/model_files.h"
#include "core/engine/model/adapters/adapter_files.h"
#include "core/engine/tensor/weights.h"

namespace lapidary {
namespace {

constexpr const char *kTokenizerFiles[] = {"tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "chat_template.jinja"};

std::string shapeText(at::IntArrayRef shape) {
    std::string text = "[";
    for (const auto size : shape) text += (text.size() > 1 ? ", " : "") + std::to_string(size);
    return text + "]";
}

/// Some checkpoints carry the rotary tables of older transformers; they follow from the config and no one needs them.
bool isDerived(const std::string &name) { return name.ends_with("rotary_emb.inv_freq"); }

Status fill(Decoder &model, const WeightFiles &weights, const fs::path &folder) {
    at::NoGradGuard noGrad;
    std::size_t used = 0;
    for (auto &[name, target] : model.parameters()) {
        auto tensor = weights.read(name, model.placement().dtype, model.placement().device);
        if (!tensor) return unexpected(tensor.error());
        if (tensor->sizes() != target.sizes())
            return fail({.code = "model.wrong_shape",
                         .message = "a tensor does not have the shape that config.json asks for",
                         .file = folder.string(),
                         .field = name,
                         .found = shapeText(tensor->sizes()),
                         .expected = shapeText(target.sizes())});
        target.copy_(*tensor);
        ++used;
    }
    for (const auto &name : weights.names()) {
        if (isDerived(name) || (name == "lm_head.weight" && model.config().tied)) ++used;
    }
    if (used < weights.names().size())
        return fail({.code = "model.unused_tensor",
                     .message = "the checkpoint holds tensors that this architecture does not use, so it is another model",
                     .file = folder.string(),
                     .found = std::to_string(weights.names().size()) + " tensors",
                     .expected = std::to_string(used)});
    return {};
}

} // namespace

Result<ModelRef> modelRefFromJson(const Json &value) {
    auto path = getString(value, "path");
    if (!path) return unexpected(path.error());
    ModelRef ref{.path = std::move(*path)};
    ref.dtype = value.value("dtype", "f32");
    ref.device = value.value("device", "cpu");
    for (const auto &entry : value.value("adapters", Json::array())) {
        auto adapter = getString(entry, "path");
        if (!adapter) return unexpected(adapter.error());
        ref.adapters.push_back({std::move(*adapter), entry.value("weight", 1.0)});
    }
    return ref;
}

Result<std::unique_ptr<Decoder>> loadModel(const fs::path &folder, const Placement &placement) {
    auto config = readModelConfig(folder);
    if (!config) return unexpected(config.error());
    auto weights = WeightFiles::open(folder);
    if (!weights) return unexpected(weights.error());
    const auto embedding = weights->shapeOf("model.embed_tokens.weight"); // before allocating what config.json asks for
    if (embedding != std::vector<std::int64_t>{config->vocabSize, config->hiddenSize})
        return fail({.code = "model.wrong_shape",
                     .message = "the embedding does not have the shape that config.json asks for",
                     .file = folder.string(),
                     .field = "model.embed_tokens.weight",
                     .found = shapeText(embedding),
                     .expected = shapeText({config->vocabSize, config->hiddenSize})});
    auto model = std::make_unique<Decoder>(std::move(*config), placement);
    if (auto filled = fill(*model, *weights, folder); !filled) return unexpected(filled.error());
    return model;
}

Result<std::unique_ptr<Decoder>> loadModel(const ModelRef &ref) {
    const auto placement = placementOf(ref.device, ref.dtype);
    if (!placement) return unexpected(placement.error());
    auto model = loadModel(ref.path, *placement);
    if (!model) return model;
    for (const auto &adapter : ref.adapters)
        if (auto loaded = loadAdapter(**model, adapter.path, adapter.weight); !loaded) return unexpected(loaded.error());
    return model;
}

Status saveModel(const Decoder &model, const fs::path &folder, const fs::path &tokenizerFrom) {
    if (auto made = makeFolders(folder); !made) return made;
    NamedTensors tensors;
    for (const auto &named : model.parameters()) tensors.push_back({named.name, named.tensor.detach()});
    if (auto saved = saveTensors(folder / "model.safetensors", tensors); !saved) return saved;
    Json config = model.config().raw;
    config.erase("torch_dtype");
    config["dtype"] = nameOf(model.placement().dtype);
    if (auto saved = writeFileAtomic(folder / "config.json", dumpJson(config, 2) + "\n"); !saved) return saved;
    Json generation = Json::object();
    if (model.config().bos) generation["bos_token_id"] = *model.config().bos;
    if (model.config().eos.size() == 1) generation["eos_token_id"] = model.config().eos.front();
    else if (!model.config().eos.empty()) generation["eos_token_id"] = model.config().eos;
    if (auto saved = writeFileAtomic(folder / "generation_config.json", dumpJson(generation, 2) + "\n"); !saved) return saved;
    if (tokenizerFrom.empty()) return {};
    for (const char *name : kTokenizerFiles) {
        if (!fs::exists(tokenizerFrom / name)) continue;
        const auto bytes = readFile(tokenizerFrom / name, 512ull << 20);
        if (!bytes) return unexpected(bytes.error());
        if (auto saved = writeFileAtomic(folder / name, *bytes); !saved) return saved;
    }
    return {};
}

} // namespace lapidary
