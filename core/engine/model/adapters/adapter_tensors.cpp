// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/adapters/adapter_tensors.h"
#include "core/data/formats/adapter_names.h"

namespace lapidary {
namespace {

/// The paths of all modules that an adapter may name.
std::vector<std::string> modulesOf(const Decoder &model) {
    std::set<std::string> modules;
    for (const auto &name : model.parameterNames()) modules.insert(name.substr(0, name.rfind('.')));
    for (const Linear *linear : const_cast<Decoder &>(model).linears())
        modules.insert(linear->path); // four-bit ones are no parameters
    return {modules.begin(), modules.end()};
}

std::string lastPart(const std::string &path) {
    return path.substr(path.rfind('.') + 1);
}

/// A module of the model that has something of the name of one that is not there.
Sentence modulesLike(const Decoder &model, const std::string &name) {
    const auto modules = modulesOf(model);
    std::string like;
    for (const auto &module : modules)
        if (like.empty() && name.find("." + lastPart(module) + ".") != name.npos) like = module;
    return {"modules of this model, such as {0}",
            like.empty() ? const_cast<Decoder &>(model).linears().front()->path : like};
}

} // namespace

Result<WeightFiles> openAdapterTensors(Decoder &model, const fs::path &file) {
    auto weights = WeightFiles::open(file);
    if (!weights) return weights;
    const auto changes = peftNames(weights->names(), modulesOf(model), file.string());
    if (!changes) return unexpected(changes.error());
    if (changes->meant.empty()) return weights;
    weights->rename(*changes);
    model.note({"{0}: {1}", file.string(), changes->notice()});
    return weights;
}

AdapterTensors::AdapterTensors(const WeightFiles &weights, fs::path file, c10::Device device)
    : weights_(weights), file_(std::move(file)), device_(device) {
    for (const auto &name : weights.names()) unused_.insert(name);
}

Result<at::Tensor> AdapterTensors::take(const std::string &name, const std::vector<std::int64_t> &shape,
                                        Adapter &adapter) {
    if (!weights_.has(name)) {
        const Beside beside = besideSought(weights_.held(), {{name, shape}});
        return fail(
            {.code = "adapter.missing_tensor",
             .message = "the adapter lacks a tensor that its config asks for",
             .file = file_.string(),
             .field = name,
             .found = beside.found,
             .expected = shapeText(shape),
             .remedy =
                 beside.remedy.empty()
                     ? Sentence("Check target_modules and the rest of adapter_config.json, or fetch the file anew.")
                     : beside.remedy});
    }
    const auto found = weights_.shapeOf(name);
    if (found != shape) {
        const bool turned = found.size() == 2 && shape.size() == 2 && found[0] == shape[1] && found[1] == shape[0];
        const bool rows = isVocabularyTable(name) && found.size() == 2 && shape.size() == 2 && found[1] == shape[1];
        return fail(
            {.code = "adapter.wrong_shape",
             .message = "the adapter does not fit this model or its own config",
             .file = file_.string(),
             .field = shownName(weights_.ownName(name)),
             .found = shapeText(found),
             .expected = shapeText(shape),
             .remedy =
                 rows ? Sentence(
                            "The adapter's vocabulary has {0} tokens and the model's {1}: tokens were added to one of "
                            "them. Use the base that the adapter was trained on.",
                            found[0], shape[0])
                 : turned ? "The matrix is stored the other way round, as MLX writes it. Convert the adapter to "
                            "PEFT's layout first."
                          : "Check base_model_name_or_path, r and rank_pattern in adapter_config.json."});
    }
    auto stored = weights_.readAsStored(name);
    if (!stored) return stored;
    adapter.storedTypes[name] = stored->scalar_type();
    unused_.erase(name);
    return stored->to(device_, at::kFloat);
}

Status AdapterTensors::nothingLeft(const Decoder &model) const {
    if (!weights_.names().empty() && unused_.empty()) return {};
    for (const auto &name : unused_)
        if (name.find("lora_embedding_") != name.npos)
            return fail({.code = "adapter.unsupported",
                         .message = "low-rank terms of this embedding are not supported",
                         .file = file_.string(),
                         .field = shownName(weights_.ownName(name)),
                         .expected = "terms of linear layers and of the token embedding; another embedding can be "
                                     "stored as a whole by modules_to_save"});
    if (unused_.empty())
        return fail({.code = "adapter.no_such_module",
                     .message = "the adapter holds no tensor",
                     .file = file_.string(),
                     .remedy = "Fetch the file anew, or save the adapter again."});
    return fail({.code = "adapter.no_such_module",
                 .message = "the adapter holds a tensor that its config does not name or this model does not have",
                 .file = file_.string(),
                 .field = shownName(weights_.ownName(*unused_.begin())),
                 .found = {"{0} such of {1} tensors", unused_.size(), weights_.names().size()},
                 .expected = modulesLike(model, *unused_.begin()),
                 .remedy =
                     "Check base_model_name_or_path and target_modules in adapter_config.json: this adapter may belong "
                     "to another model."});
}

} // namespace lapidary
