// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/model_files.h"
#include "core/base/memory.h"
#include "core/engine/model/adapters/adapter_files.h"
#include "core/engine/model/adapters/merge.h"
#include "core/engine/model/stored_names.h"
#include "core/engine/tensor/weights.h"
#include "core/gguf/place.h"
#include "core/text/text_files.h"
#include "core/text/turn_end.h"

namespace lapidary {
namespace {

/// Before a byte is allocated. A few weights too many are told later, by their names.
Status checkSize(const DecoderConfig &config, const WeightFiles &weights, const Placement &placement,
                 const fs::path &folder) {
    const std::int64_t wanted = config.parameterCount(), stored = weights.numbers(), available = availableMemory();
    const std::int64_t bytes = wanted * static_cast<std::int64_t>(c10::elementSize(placement.dtype));
    if (!placement.device.is_cpu() || bytes <= available) return {};
    if (wanted > stored)
        return fail({.code = "model.bad_config",
                     .message = "config.json asks for more weights than the checkpoint holds",
                     .file = modelFileName(folder, "config.json"),
                     .found = {"{0} weights", wanted},
                     .expected = {"{0}, as many as the files hold", stored},
                     .remedy = "Check that all files of the checkpoint are there and that config.json belongs to it."});
    return fail({.code = "model.no_memory",
                 .message = "the model does not fit into memory",
                 .file = folder.string(),
                 .found = {"{0} bytes free", available},
                 .expected = {"{0} bytes for its weights alone", bytes},
                 .remedy = "Close other programs, or load it as bf16."});
}

/// A head that is said to be the embedding and stored beside it with other values is a head of its own, as in
/// transformers.
Status untieWhereHeadDiffers(Decoder &model, const WeightFiles &weights, const fs::path &folder) {
    const std::string name = model.headName() + ".weight",
                      embedding = storedName(weights, model.config(), model.embeddingName() + ".weight");
    if (!model.config().tied || model.config().headKind != HeadKind::LanguageModel || !weights.has(name) ||
        embedding == name)
        return {};
    if (auto ok = checkShape(weights, name, model.parameter(name).sizes().vec(), folder); !ok) return ok;
    const auto head = weights.read(name, model.placement().dtype, model.placement().device);
    if (!head) return unexpected(head.error());
    if (at::equal(*head, model.parameter(name))) return {};
    model.untieHead();
    model.setParameter(name, *head);
    return {};
}

/// What the checkpoint holds beside these is not read: buffers of older versions, heads for other tasks.
Status fill(Decoder &model, const WeightFiles &weights, const fs::path &folder) {
    at::NoGradGuard noGrad;
    std::vector<NamedShape> lacking;
    for (auto &[name, target] : model.parameters()) {
        const std::string stored = storedName(weights, model.config(), name);
        const bool transposed = model.transposedInFiles(name);
        auto wanted = target.sizes().vec();
        if (transposed) std::swap(wanted[0], wanted[1]);
        if (stored.empty()) {
            lacking.push_back({name, wanted});
            continue;
        }
        if (auto ok = checkShape(weights, stored, wanted, folder); !ok) return ok;
        if (auto read = weights.readInto(stored, target, transposed); !read) return read;
    }
    if (!lacking.empty()) return fail(missing(weights, lacking, folder));
    return untieWhereHeadDiffers(model, weights, folder);
}

} // namespace

Result<ModelRef> modelRefFromJson(const Json &value) {
    auto path = getString(value, "path");
    if (!path) return unexpected(path.error());
    ModelRef ref{.path = std::move(*path)};
    ref.dtype = value.value("dtype", "f32");
    ref.device = value.value("device", "cpu");
    ref.mix = value.value("mix", "none");
    for (const auto &entry : value.value("adapters", Json::array())) {
        auto adapter = getString(entry, "path");
        if (!adapter) return unexpected(adapter.error());
        ref.adapters.push_back({std::move(*adapter), entry.value("weight", 1.0)});
    }
    return ref;
}

static Result<std::unique_ptr<Decoder>> loadWeights(Result<DecoderConfig> config, const fs::path &folder,
                                                    const Placement &placement) {
    if (!config) return unexpected(config.error());
    auto weights = WeightFiles::open(folder);
    if (!weights) return unexpected(weights.error());
    if (auto ok = adoptPlainNames(*weights, folder, config->notices); !ok) return unexpected(ok.error());
    if (const std::string packed = weights->packings(); !packed.empty())
        config->notices.push_back({"The weights are stored as {0} and read as plain numbers.", packed});
    const std::string embedding = config->names.body + "." + config->names.embedding + ".weight";
    const std::string stored = storedName(*weights, *config, embedding); // before allocating what config.json asks for
    const std::vector<std::int64_t> wanted{config->vocabSize, config->hiddenSize};
    if (stored.empty()) return fail(missing(*weights, {{embedding, wanted}}, folder));
    if (auto ok = checkShape(*weights, stored, wanted, folder); !ok) return unexpected(ok.error());
    if (auto ok = checkSize(*config, *weights, placement, folder); !ok) return unexpected(ok.error());
    auto model = std::make_unique<Decoder>(std::move(*config), placement);
    if (auto filled = fill(*model, *weights, folder); !filled) return unexpected(filled.error());
    return model;
}

Result<std::unique_ptr<Decoder>> loadModel(const fs::path &folder, const Placement &placement) {
    return loadWeights(readModelConfig(folder), folder, placement);
}

Result<std::unique_ptr<Decoder>> loadModel(const ModelRef &ref) {
    const bool int8 = ref.dtype == kInt8;
    const auto placement = placementOf(ref.device, int8 ? "f32" : ref.dtype);
    if (!placement) return unexpected(placement.error());
    auto config = readModelConfig(ref.path);
    for (const auto &adapter :
         ref.adapters) // one that was trained on chats often brings its own tokenizer and template
        if (config) addTurnEnds(adapter.path, config->eos);
    auto model = loadWeights(std::move(config), ref.path, *placement);
    if (!model) return model;
    if (int8) (*model)->quantizeRows();
    for (const auto &adapter : ref.adapters)
        if (auto fits = mustStandOn(adapter.path, ref.path); !fits) return unexpected(fits.error());
    for (const auto &adapter : ref.adapters)
        if (auto loaded = loadAdapter(**model, adapter.path, adapter.weight); !loaded)
            return unexpected(loaded.error());
    if (ref.mix != "none")
        if (auto mixed = mixAdapters(**model, ref.mix, "mixed"); !mixed) return unexpected(mixed.error());
    return model;
}

fs::path tokenizerFolderOf(const Decoder &model, const fs::path &folder) {
    return model.vocabularyFrom.empty() ? folder : model.vocabularyFrom;
}

Status saveModel(const Decoder &model, const fs::path &folder, const fs::path &tokenizerFrom) {
    if (auto made = makeFolders(folder); !made) return made;
    NamedTensors tensors;
    for (const auto &[name, tensor] : model.parameters())
        tensors.push_back({name, model.transposedInFiles(name) ? tensor.detach().t() : tensor.detach()});
    if (auto saved = saveTensors(folder / "model.safetensors", tensors); !saved) return saved;
    Json config = model.config().raw;
    config.erase("torch_dtype");
    config.erase("quantization_config"); // what is written is not packed
    config["dtype"] = nameOf(model.placement().dtype);
    if (auto saved = writeFileAtomic(folder / "config.json", dumpJson(config, 2) + "\n"); !saved) return saved;
    Json generation = Json::object();
    if (model.config().bos) generation["bos_token_id"] = *model.config().bos;
    if (model.config().eos.size() == 1)
        generation["eos_token_id"] = model.config().eos.front();
    else if (!model.config().eos.empty())
        generation["eos_token_id"] = model.config().eos;
    if (auto saved = writeFileAtomic(folder / "generation_config.json", dumpJson(generation, 2) + "\n"); !saved)
        return saved;
    if (tokenizerFrom.empty()) return {};
    const fs::path from = tokenizerFolderOf(model, tokenizerFrom);
    for (const auto &name : textFilesIn(from)) {
        const auto bytes = readModelFile(from, name.string(), 512ull << 20);
        if (!bytes) return unexpected(bytes.error());
        if (auto made = makeFolders((folder / name).parent_path()); !made) return made;
        if (auto saved = writeFileAtomic(folder / name, *bytes); !saved) return saved;
    }
    return {};
}

} // namespace lapidary
