// SPDX-License-Identifier: Apache-2.0
// Conventions of PEFT 0.21: tensor names "base_model.model.<module path>.lora_A.weight" [r, in] and lora_B [out, r].
#include "core/engine/model/adapters/adapter_files.h"
#include "core/engine/model/adapters/adapter_tensors.h"
#include "core/engine/model/adapters/grown_vocabulary.h"
#include <algorithm>
#include <set>

namespace lapidary {
namespace {

constexpr const char *kPrefix = kPeftPrefix;

std::string lastName(const std::string &path) {
    return path.substr(path.rfind('.') + 1);
}
std::string moduleOf(const std::string &parameter) {
    return parameter.substr(0, parameter.rfind('.'));
}

/// How PEFT calls the two matrices at a linear layer and at an embedding.
struct TermNames {
    const char *a, *b;
};
constexpr TermNames kLinear{".lora_A.weight", ".lora_B.weight"}, kEmbedding{".lora_embedding_A", ".lora_embedding_B"};

/// The term of the module at `path`, which makes `out` numbers of `in`.
Result<LoraTerm> takeTerm(const std::string &path, const TermNames &names, std::int64_t out, std::int64_t in,
                          const std::shared_ptr<Adapter> &adapter, AdapterTensors &taker) {
    const AdapterConfig &c = adapter->config;
    const std::string base = kPrefix + path;
    const std::int64_t r = c.rankOf(path);
    LoraTerm term{.a_RI = {}, .b_OR = {}, .scaling = c.scalingOf(path), .adapter = adapter};
    struct Part {
        std::string name;
        std::vector<std::int64_t> shape;
        at::Tensor *into;
        bool wanted;
    };
    for (const Part &part : {Part{names.a, {r, in}, &term.a_RI, true}, Part{names.b, {out, r}, &term.b_OR, true},
                             Part{".lora_B.bias", {out}, &term.bias_O, c.loraBias},
                             Part{".lora_magnitude_vector", {out}, &term.magnitude_O, c.dora}}) {
        if (!part.wanted) continue;
        auto tensor = taker.take(base + part.name, part.shape, *adapter);
        if (!tensor) return unexpected(tensor.error());
        *part.into = std::move(*tensor);
    }
    return term;
}

Status takeTerms(Decoder &model, const std::shared_ptr<Adapter> &adapter, AdapterTensors &taker) {
    const AdapterConfig &c = adapter->config;
    const auto wanted = [&](const std::string &path, bool head, const TermNames &names) {
        return c.targetsModule(path, head) && (c.targets || c.allLinear || taker.has(kPrefix + path + names.a));
    };
    for (Linear *linear : model.linears()) {
        if (!wanted(linear->path, linear == model.head(), kLinear)) continue;
        auto term = takeTerm(linear->path, kLinear, linear->outputs(), linear->inputs(), adapter, taker);
        if (!term) return unexpected(term.error());
        linear->lora.push_back(std::move(*term));
    }
    Embedding &embedding = model.embedding();
    if (c.allLinear || !wanted(embedding.path, false, kEmbedding)) return {};
    if (c.loraBias)
        return fail({.code = "adapter.bad_config",
                     .message = "an embedding has no bias to train",
                     .field = embedding.path,
                     .found = "lora_bias true",
                     .expected = "false, as in PEFT"});
    auto term =
        takeTerm(embedding.path, kEmbedding, model.config().hiddenSize, model.config().vocabSize, adapter, taker);
    if (!term) return unexpected(term.error());
    embedding.lora.push_back(std::move(*term));
    return {};
}

Status takeVirtualTokens(const Decoder &model, Adapter &adapter, AdapterTensors &taker) {
    const auto &c = model.config();
    const std::int64_t width =
        adapter.config.kind == AdapterKind::PromptTuning ? c.hiddenSize : c.layers * 2 * c.kvHeads * c.headDim;
    auto tensor = taker.take("prompt_embeddings", {adapter.config.virtualTokens, width}, adapter);
    if (!tensor) return unexpected(tensor.error());
    adapter.virtualTokens = std::move(*tensor);
    return {};
}

/// Whether PEFT holds this tensor of an adapter as [in, out]: a module of Conv1D that is stored as a whole.
bool isTransposed(const Decoder &model, const Adapter &adapter, const std::string &storedAs) {
    return std::any_of(adapter.replaced.begin(), adapter.replaced.end(), [&](const auto &replaced) {
        return replaced.storedAs == storedAs && model.transposedInFiles(replaced.name);
    });
}

/// What PEFT adds because the embedding was resized is the base's own tensor, so that a tied head follows it, and the
/// other way round.
void shareTiedTable(const Decoder &model, Adapter &adapter) {
    if (!model.config().tied || model.config().headKind != HeadKind::LanguageModel) return;
    const std::string modules[] = {model.embeddingName(), model.headName()};
    const auto find = [&](const std::string &module) {
        return std::find_if(adapter.replaced.begin(), adapter.replaced.end(),
                            [&](const auto &each) { return each.name == module + ".weight"; });
    };
    for (const auto &[from, to] : {std::pair{modules[0], modules[1]}, {modules[1], modules[0]}}) {
        const auto brought = find(from);
        if (brought == adapter.replaced.end() || find(to) != adapter.replaced.end() || adapter.config.savesModule(from))
            continue;
        const at::Tensor value = brought->value;
        adapter.replaced.push_back({to + ".weight", kPrefix + to + ".weight", value, true});
        return;
    }
}

Status takeAll(Decoder &model, const std::shared_ptr<Adapter> &adapter, AdapterTensors &taker) {
    const AdapterConfig &c = adapter->config;
    if (auto taken =
            c.kind == AdapterKind::Lora ? takeTerms(model, adapter, taker) : takeVirtualTokens(model, *adapter, taker);
        !taken)
        return taken;
    for (const Linear *linear : model.linears())
        for (const char *end : {".weight", ".base_layer.weight"})
            if (!linear->weight_OI.defined() && taker.has(kPrefix + linear->path + end))
                return fail({.code = "adapter.few_bits",
                             .message = "the adapter brings a whole matrix where the model holds one in few bits",
                             .field = linear->path,
                             .remedy = "Open the model in f32 or bf16."});
    auto whole = wholeParameters(model, c);
    for (const auto &module :
         {model.embeddingName(), model.headName()}) // PEFT adds these where they are targets or were resized
        for (const char *end : {".weight", ".base_layer.weight"}) {
            const std::string name = module + ".weight", storedAs = kPrefix + module + end;
            const bool known =
                std::any_of(whole.begin(), whole.end(), [&](const auto &each) { return each.first == name; });
            if (!known && taker.has(storedAs)) whole.emplace_back(name, storedAs);
        }
    for (auto &[name, storedAs] : whole) {
        auto shape = model.parameter(name).sizes().vec();
        const bool transposed = model.transposedInFiles(name);
        if (transposed) std::swap(shape[0], shape[1]);
        auto value = taker.take(storedAs, shape, *adapter);
        if (!value) return unexpected(value.error());
        adapter->replaced.push_back({name, storedAs, transposed ? value->t().contiguous() : std::move(*value)});
    }
    shareTiedTable(model, *adapter);
    return taker.nothingLeft(model);
}

} // namespace

std::vector<std::pair<std::string, std::string>> wholeParameters(const Decoder &model, const AdapterConfig &config) {
    std::vector<std::pair<std::string, std::string>> out;
    std::set<std::string> targeted;
    if (config.kind == AdapterKind::Lora)
        for (const Linear *linear : const_cast<Decoder &>(model).linears())
            if (config.targetsModule(linear->path, linear == model.head())) targeted.insert(linear->path);
    for (const auto &name : model.parameterNames()) {
        const std::string module = moduleOf(name);
        if (config.savesModule(module))
            out.emplace_back(name, kPrefix + name);
        else if (name.ends_with(".bias") && targeted.count(module) && config.bias != "none")
            out.emplace_back(name, kPrefix + module + ".base_layer.bias");
        else if (name.ends_with(".bias") && config.bias == "all")
            out.emplace_back(name, kPrefix + name);
    }
    return out;
}

Status loadAdapter(Decoder &model, const fs::path &folder, double weight) {
    auto config = readAdapterConfig(folder / "adapter_config.json");
    if (!config) return unexpected(config.error());
    const fs::path file = folder / "adapter_model.safetensors";
    std::error_code ignored;
    if (!fs::exists(file, ignored) && fs::exists(folder / "adapter_model.bin", ignored))
        return fail({.code = "model.pickle",
                     .message = "the adapter's weights are a Python pickle, which can run code and is never read",
                     .file = (folder / "adapter_model.bin").string(),
                     .expected = "adapter_model.safetensors",
                     .remedy = "Save the adapter anew with PEFT, which writes safetensors."});
    const auto weights = openAdapterTensors(model, file);
    if (!weights) return unexpected(weights.error());
    const auto before = growVocabulary(model, *config, *weights, folder);
    if (!before) return unexpected(before.error());
    auto adapter = std::make_shared<Adapter>();
    adapter->name = folder.has_filename() ? folder.filename().string() : folder.parent_path().filename().string();
    adapter->weight = weight;
    adapter->config = std::move(*config);
    AdapterTensors taker(*weights, file, model.placement().device);
    Status taken = takeAll(model, adapter, taker);
    if (taken) taken = model.addAdapter(adapter);
    if (taken) return {};
    removeAdapter(model, *adapter); // what a load that failed half way has put there
    if (*before) model.setVocabulary((*before)->embedding_VD, (*before)->head_VD);
    return taken;
}

NamedTensors adapterTensors(const Decoder &model, const Adapter &adapter) {
    NamedTensors out;
    const auto add = [&](const std::string &path, const TermNames &names, const std::vector<LoraTerm> &terms) {
        for (const auto &term : terms) {
            if (term.adapter.get() != &adapter) continue;
            const std::string base = kPrefix + path;
            out.push_back({base + names.a, term.a_RI});
            out.push_back({base + names.b, term.b_OR});
            if (term.bias_O.defined()) out.push_back({base + ".lora_B.bias", term.bias_O});
            if (term.magnitude_O.defined()) out.push_back({base + ".lora_magnitude_vector", term.magnitude_O});
        }
    };
    for (const Linear *linear : const_cast<Decoder &>(model).linears()) add(linear->path, kLinear, linear->lora);
    const Embedding &embedding = const_cast<Decoder &>(model).embedding();
    add(embedding.path, kEmbedding, embedding.lora);
    for (const auto &parameter : adapter.replaced)
        if (!parameter.follows) out.push_back({parameter.storedAs, parameter.value});
    if (adapter.virtualTokens.defined()) out.push_back({"prompt_embeddings", adapter.virtualTokens});
    std::sort(out.begin(), out.end(), [](const auto &a, const auto &b) { return a.name < b.name; });
    return out;
}

void describeBase(const Decoder &model, Adapter &adapter) {
    Json &raw = adapter.config.raw;
    if (model.config().headKind == HeadKind::Sequence) raw["task_type"] = "SEQ_CLS";
    if (model.config().headKind == HeadKind::Token) raw["task_type"] = "TOKEN_CLS";
    if (adapter.config.kind != AdapterKind::Lora) {
        const auto &c = model.config();
        const bool prefix = adapter.config.kind == AdapterKind::PrefixTuning;
        raw["num_layers"] = c.layers;
        raw["num_attention_heads"] = prefix ? c.kvHeads : c.heads;
        raw["token_dim"] = prefix ? c.kvHeads * c.headDim : c.hiddenSize;
        if (prefix) raw["encoder_hidden_size"] = c.hiddenSize;
        return;
    }
    if (model.config().transposed) raw["fan_in_fan_out"] = true;
    std::set<std::string> names;
    for (const Linear *linear : const_cast<Decoder &>(model).linears())
        if (adapter.config.allLinear && std::any_of(linear->lora.begin(), linear->lora.end(),
                                                    [&](const auto &term) { return term.adapter.get() == &adapter; })) {
            names.insert(lastName(linear->path));
        }
    if (adapter.config.allLinear) raw["target_modules"] = names; // PEFT, too, writes down which ones they were
}

Status saveAdapter(const Decoder &model, const std::string &name, const std::string &basePath, const fs::path &folder) {
    const auto found = std::find_if(model.adapters.begin(), model.adapters.end(),
                                    [&](const auto &adapter) { return adapter->name == name; });
    if (found == model.adapters.end())
        return fail({.code = "adapter.unknown", .message = "the model has no adapter of this name", .found = name});
    const Adapter &adapter = **found;
    if (auto made = makeFolders(folder); !made) return made;
    NamedTensors tensors = adapterTensors(model, adapter);
    for (auto &[key, tensor] : tensors) {
        const auto type = adapter.storedTypes.find(key);
        tensor = isTransposed(model, adapter, key) ? tensor.detach().t().contiguous() : tensor.detach();
        if (type != adapter.storedTypes.end()) tensor = tensor.to(type->second);
    }
    if (auto saved = saveTensors(folder / "adapter_model.safetensors", tensors); !saved) return saved;
    Json config = adapter.config.raw;
    if (!config.contains("base_model_name_or_path") || config["base_model_name_or_path"].is_null())
        config["base_model_name_or_path"] = basePath;
    return writeAdapterConfig(config, folder / "adapter_config.json");
}

namespace {
/// The terms of `adapter`, with tensors of their own, for `copy`.
std::vector<LoraTerm> copiedTerms(const std::vector<LoraTerm> &terms, const std::shared_ptr<Adapter> &adapter,
                                  const std::shared_ptr<Adapter> &copy) {
    const auto copyOf = [](const at::Tensor &tensor) { return tensor.defined() ? tensor.detach().clone() : tensor; };
    std::vector<LoraTerm> out;
    for (const auto &term : terms)
        if (term.adapter == adapter)
            out.push_back({.a_RI = copyOf(term.a_RI),
                           .b_OR = copyOf(term.b_OR),
                           .scaling = term.scaling,
                           .adapter = copy,
                           .bias_O = copyOf(term.bias_O),
                           .magnitude_O = copyOf(term.magnitude_O)});
    return out;
}

std::shared_ptr<Adapter> copyAdapter(const Decoder &from, const std::shared_ptr<Adapter> &adapter, Decoder &to) {
    auto own = std::make_shared<Adapter>(*adapter);
    own->training = false;
    if (own->virtualTokens.defined()) own->virtualTokens = own->virtualTokens.detach().clone();
    for (auto &replaced : own->replaced) replaced.value = replaced.value.detach().clone();
    const auto add = [&](const std::vector<LoraTerm> &terms, std::vector<LoraTerm> &into) {
        for (auto &term : copiedTerms(terms, adapter, own)) into.push_back(std::move(term));
    };
    const auto mine = const_cast<Decoder &>(from).linears(), theirs = to.linears();
    for (std::size_t i = 0; i < mine.size(); ++i) add(mine[i]->lora, theirs[i]->lora);
    add(const_cast<Decoder &>(from).embedding().lora, to.embedding().lora);
    to.adoptAdapter(own);
    return own;
}
} // namespace

void copyAdapters(const Decoder &from, Decoder &to) {
    for (const auto &adapter : from.adapters) copyAdapter(from, adapter, to);
}

std::shared_ptr<Adapter> keepCopy(Decoder &model, const std::shared_ptr<Adapter> &adapter) {
    auto copy = copyAdapter(model, adapter, model);
    copy->name = "start";
    copy->weight = 0;
    return copy;
}

void removeAdapter(Decoder &model, const Adapter &adapter) {
    const auto own = [&](const LoraTerm &term) { return term.adapter.get() == &adapter; };
    for (Linear *linear : model.linears()) std::erase_if(linear->lora, own);
    std::erase_if(model.embedding().lora, own);
    std::erase_if(model.adapters, [&](const auto &each) { return each.get() == &adapter; });
}

fs::path ownBaseOf(const fs::path &adapterFolder) {
    const fs::path base = adapterFolder / kOwnBase;
    std::error_code ignored;
    return fs::exists(base / "config.json", ignored) ? base : fs::path();
}

Status mustStandOn(const fs::path &adapterFolder, const fs::path &base) {
    const fs::path own = ownBaseOf(adapterFolder);
    std::error_code ignored;
    if (own.empty() || fs::equivalent(own, base, ignored)) return {};
    return fail({.code = "adapter.other_base",
                 .message = "this adapter was trained on a model with other adapters, and its base holds them; on "
                            "another base it would give a wrong model",
                 .file = adapterFolder.string(),
                 .found = base.string(),
                 .expected = own.string(),
                 .remedy = "Take the expected folder as the model, and this adapter alone."});
}

Status copyAdapterWeights(Decoder &model, const Adapter &adapter, const fs::path &file) {
    const auto weights = openAdapterTensors(model, file);
    if (!weights) return unexpected(weights.error());
    AdapterTensors taker(*weights, file, model.placement().device);
    Adapter unusedTypes;
    at::NoGradGuard noGrad;
    for (auto &[name, tensor] : adapterTensors(model, adapter)) {
        const bool transposed = isTransposed(model, adapter, name);
        auto value = taker.take(name, (transposed ? tensor.t() : tensor).sizes().vec(), unusedTypes);
        if (!value) return unexpected(value.error());
        tensor.copy_(transposed ? value->t() : *value);
    }
    return taker.nothingLeft(model);
}

} // namespace lapidary
