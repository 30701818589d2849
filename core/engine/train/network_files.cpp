// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/network_files.h"
#include "core/engine/model/adapters/adapter_files.h"
#include "core/engine/model/adapters/merge.h"
#include "core/engine/model/heads.h"
#include "core/engine/model/new_head.h"

namespace lapidary {
namespace {

bool isNetwork(const Port &port) {
    return port.what == Artifact::Model || port.what == Artifact::Scores;
}

Result<std::unique_ptr<Decoder>> freshModel(const ModelRef &ref, std::uint64_t seed) {
    auto config = readModelConfig(ref.path);
    if (!config) return unexpected(config.error());
    auto placement = placementOf(ref.device, ref.dtype);
    if (!placement) return unexpected(placement.error());
    auto model = std::make_unique<Decoder>(std::move(*config), *placement);
    model->initialise(seed);
    return model;
}

/// What a port wants of a model: words, scores, or a head that it may have to be given.
Status fitHead(const Port &port, std::unique_ptr<Decoder> &model, std::uint64_t seed,
               const std::function<void(const Sentence &)> &warn) {
    if (port.head.empty())
        return port.what == Artifact::Scores ? mustScore(model->config()) : mustSpeak(model->config());
    const HeadKind kind = port.head == "token" ? HeadKind::Token : HeadKind::Sequence;
    const bool either = port.head == "value" && model->config().headKind != HeadKind::LanguageModel;
    if (either && model->config().labels != port.labels)
        return fail({.code = "model.other_head",
                     .message = {"the head of this model does not give the numbers that the {0} needs", port.name},
                     .found = {"{0} with {1} labels", model->config().architecture, model->config().labels},
                     .expected = {"{0} a token", port.labels}});
    if (either || model->config().headKind == kind) return {};
    if (model->config().headKind != HeadKind::LanguageModel)
        warn({"{0} has a head of another kind than the {1} needs: its body alone is taken, under a head that begins at "
              "random.",
              model->config().architecture, port.name});
    if (auto merged = mergeAdapters(*model); !merged) return merged;
    model = withNewHead(*model, kind, port.labels, seed);
    return {};
}

} // namespace

Json NetworkFiles::named(const std::string &port) const {
    if (port == kPolicy) return run_.value("model", Json::object());
    const Json inputs = run_.value("inputs", Json::object());
    return inputs.value(port, run_.value(port, Json::object()));
}

Status NetworkFiles::open(const MethodInfo &method, const Algorithm &algorithm, Networks &networks) {
    const std::string &frozenDtype = algorithm.options().frozenDtype;
    bool anyFrozen = false;
    for (const Port &port : method.inputs) { // the policy is the first of them: others may begin as it does
        if (!isNetwork(port)) continue;
        const Json source = named(port.name);
        if (!algorithm.uses(port.name)) {
            if (source.contains("path"))
                warn({"The {0} that the run names is not read with these settings.", port.name});
            continue;
        }
        const TrainOptions options = algorithm.optionsOf(port.name);
        if (!source.contains("path") && port.name != kPolicy) {
            if (port.required)
                return fail({.code = "train.missing_input",
                             .message = {"the run does not name a network that {0} needs", method.name},
                             .field = "inputs." + port.name,
                             .found = "nothing",
                             .expected = Sentence::known(port.effect),
                             .remedy = "Name it in the stage's [stage.inputs]."});
            if (port.trained || port.what != Artifact::Model) continue;
            if (!networks.addStart(port.name, algorithm.options().lora.startsFromFolder())) continue;
            anyFrozen = true;
            if (frozenDtype == kInt8) networks[port.name].quantizeRows();
            continue;
        }
        anyFrozen |= !port.trained;
        auto model = load(port, source, frozenDtype);
        if (!model) return unexpected(model.error());
        if (port.trained)
            if (auto ok = beginTraining(port.name, **model, options); !ok) return ok;
        networks.add(port.name, std::move(*model), port.trained);
    }
    if (frozenDtype == kInt8 && !anyFrozen)
        warn("frozen_dtype changes nothing: the run has no network with weights of its own that is only read.");
    return {};
}

Result<std::unique_ptr<Decoder>> NetworkFiles::load(const Port &port, const Json &source,
                                                    const std::string &frozenDtype) {
    auto ref = modelRefFromJson(source);
    if (!ref) return unexpected(ref.error());
    for (auto &adapter : ref->adapters) adapter.path = (folder_ / adapter.path).lexically_normal().string();
    ref->path = (folder_ / ref->path).lexically_normal().string();
    ref->device = run_.value("device", "cpu");
    // Weights are trained in f32; bf16 is a matter of the matrix products.
    ref->dtype = port.trained ? "f32" : frozenDtype;
    // A check of rows may stand on a model that an earlier training has yet to make of a folder without weights.
    auto model = port.fresh || source.value("stands_in", false) ? freshModel(*ref, seed()) : loadModel(*ref);
    if (!model) return unexpected(model.error());
    sources_[port.name] = {.ref = *ref};
    tellNotices(port.name, **model);
    if (port.name == kPolicy) tokenizerFolder_ = tokenizerFolderOf(**model, ref->path);
    if (auto ok = fitHead(port, *model, seed(), [this](const Sentence &text) { warn(text); }); !ok)
        return unexpected(ok.error());
    return model;
}

Result<std::unique_ptr<Tokenizer>> NetworkFiles::tokenizer() const {
    if (!Tokenizer::isIn(tokenizerFolder_)) return std::unique_ptr<Tokenizer>{};
    auto tokenizer = Tokenizer::load(tokenizerFolder_);
    if (!tokenizer) return unexpected(tokenizer.error());
    for (const auto &warning : tokenizer->warnings()) warn(told(warning));
    return std::make_unique<Tokenizer>(std::move(*tokenizer));
}

Status NetworkFiles::beginTraining(const std::string &port, Decoder &model, const TrainOptions &options) {
    if (auto merged = mergeAdapters(model); !merged) return merged; // those that a run starts from become its base
    reportNotFinite(model);
    if (options.quantization.loadIn4bit) {
        if (!options.usePeft)
            return fail({.code = "train.four_bits",
                         .message = "a model in four bits is frozen and cannot be trained itself",
                         .field = "load_in_4bit",
                         .remedy = "Set use_peft, which trains an adapter on it."});
        model.quantize(options.quantization.doubleQuant, options.quantization.computeType());
    }
    if (options.usePeft) return startLora(port, model, options);
    for (auto &named : model.parameters()) named.tensor.requires_grad_(true);
    return {};
}

Status NetworkFiles::startLora(const std::string &port, Decoder &model, const TrainOptions &options) {
    const LoraConfig &lora = options.lora;
    if (auto attached = attachLora(model, lora, "default", seed()); !attached || !lora.startsFromFolder())
        return attached;
    const ModelRef &base = sources_.at(port).ref;
    const fs::path start = (folder_ / lora.initLoraWeights).lexically_normal();
    std::error_code ignored;
    for (const auto &adapter : base.adapters)
        if (fs::equivalent(start, adapter.path, ignored))
            return fail({.code = "adapter.twice",
                         .message = "the adapter to start from is part of the model already, and would count twice",
                         .field = "init_lora_weights",
                         .found = lora.initLoraWeights,
                         .remedy = "Take the model that it was trained on, or let the run draw a new adapter."});
    if (auto fits = mustStandOn(start, base.path); !fits) return fits;
    Status started = startFromAdapter(model, start);
    tellNotices(port, model);
    return started;
}

/// What is known since the last call of how the network's files were read.
void NetworkFiles::tellNotices(const std::string &port, const Decoder &model) {
    const auto &notices = model.config().notices;
    for (auto &told = sources_.at(port).told; told < notices.size(); ++told)
        warn(port == kPolicy ? notices[told] : Sentence("The {0}: {1}", port, notices[told]));
}

/// Such a weight may lie where nothing ever reads it, so that it is no error yet.
void NetworkFiles::reportNotFinite(const Decoder &model) const {
    const at::NoGradGuard noGrad;
    Sentence list;
    std::int64_t tensors = 0;
    for (const auto &[name, tensor] : model.parameters()) {
        if (at::isfinite(tensor).all().item<bool>() || ++tensors > 8) continue;
        if (!list.empty()) list += "; ";
        list += {"{0}: {1} NaN, {2} infinite", name, at::isnan(tensor).sum().item<std::int64_t>(),
                 at::isinf(tensor).sum().item<std::int64_t>()};
    }
    if (tensors == 0) return;
    if (tensors > 8) list += {"; and {0} tensors more", tensors - 8};
    warn({"The model begins with weights that are NaN or infinite: {0}", list});
}

Status NetworkFiles::save(const Algorithm &algorithm, const Networks &networks) const {
    for (const auto &port : networks.trained())
        if (auto saved =
                saveOne(port, networks[port], algorithm.optionsOf(port), folder_ / (port == kPolicy ? "model" : port));
            !saved)
            return saved;
    for (const auto &port : networks.heads())
        if (auto saved = saveHead(port, networks); !saved) return saved;
    return {};
}

Status NetworkFiles::savePolicy(const Algorithm &algorithm, const Networks &networks, const fs::path &out) const {
    std::error_code wrong;
    if (!out.is_absolute() || fs::exists(out, wrong))
        return fail({.code = "request.out",
                     .message = "a copy of the policy needs a folder that is not there yet",
                     .field = "out",
                     .found = out.string(),
                     .expected = "an absolute path where nothing is"});
    if (auto made = makeFolders(out.parent_path()); !made) return made;
    auto saved = saveOne(kPolicy, networks[kPolicy], algorithm.options(), out);
    if (!saved) fs::remove_all(out, wrong);
    return saved;
}

/// What a head on the policy has learnt is worth something with that policy alone: both are kept, as one model.
Status NetworkFiles::saveHead(const std::string &port, const Networks &networks) const {
    const auto body = networks[kPolicy].cloneFrozen();
    if (const auto merged = mergeAdapters(*body); !merged) {
        warn({"The head of the port {0} is not kept: {1}", port, merged.error().message});
        return {};
    }
    const Linear &head = *networks.head(port);
    const auto whole = withNewHead(*body, HeadKind::Sequence, head.outputs(), seed());
    whole->setParameter(whole->headName() + ".weight", head.weight_OI.detach());
    return saveModel(*whole, folder_ / port, sources_.at(kPolicy).ref.path);
}

/// What an adapter learns is right on what it was trained on alone: where that held other adapters, it goes along.
Status NetworkFiles::saveOne(const std::string &port, const Decoder &model, const TrainOptions &options,
                             const fs::path &out) const {
    const auto found = sources_.find(port);
    const Source &source = found == sources_.end() ? sources_.at(kPolicy) : found->second;
    if (model.adapters.empty()) return saveModel(model, out, source.ref.path);
    if (source.ref.adapters.empty()) return saveAdapter(model, "default", source.ref.path, out);
    if (auto base = saveMergedBase(source, model, options, out / kOwnBase); !base) return base;
    return saveAdapter(model, "default", (out / kOwnBase).string(), out);
}

Status NetworkFiles::saveMergedBase(const Source &source, const Decoder &model, const TrainOptions &options,
                                    const fs::path &out) const {
    if (!options.quantization.loadIn4bit) return saveModel(model, out, source.ref.path);
    const auto whole = loadModel(source.ref); // the four-bit weights were for the computing only
    if (!whole) return unexpected(whole.error());
    if (auto merged = mergeAdapters(**whole); !merged) return merged;
    return saveModel(**whole, out, source.ref.path);
}

} // namespace lapidary
