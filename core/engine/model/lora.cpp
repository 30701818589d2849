// SPDX-License-Identifier: Apache-2.0
// Conventions of PEFT 0.21: tensor names "base_model.model.<module path>.lora_A.weight" [r, in] and lora_B [out, r].
#include "core/engine/model/lora.h"
#include "core/base/rng.h"
#include "core/engine/tensor/weights.h"
#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

namespace lapidary {
namespace {

bool targets(const std::vector<std::string> &modules, const std::string &path) {
    for (const auto &module : modules) {
        if (module == "all-linear" && path != "lm_head") return true;
        if (path == module || path.ends_with("." + module)) return true;
    }
    return false;
}

std::string lastName(const std::string &path) { return path.substr(path.rfind('.') + 1); }

Error adapterError(const fs::path &file, std::string field, std::string found, std::string expected) {
    return {.code = "adapter.unsupported",
            .message = "this adapter needs something that is not supported",
            .file = file.string(),
            .field = std::move(field),
            .found = std::move(found),
            .expected = std::move(expected)};
}

/// Options that change the numbers and that we do not compute: their presence must stop the load.
Status refuseUnsupported(const Json &config, const fs::path &file) {
    if (config.value("peft_type", "") != "LORA")
        return fail(adapterError(file, "/peft_type", config.value("peft_type", Json()).dump(), "\"LORA\""));
    for (const char *flag : {"use_dora", "fan_in_fan_out", "lora_bias", "use_qalora"})
        if (config.value(flag, Json()).is_boolean() && config[flag].get<bool>())
            return fail(adapterError(file, std::string("/") + flag, "true", "false"));
    if (const Json bias = config.value("bias", Json("none")); bias != "none") return fail(adapterError(file, "/bias", bias.dump(), "\"none\""));
    for (const char *key : {"modules_to_save", "target_parameters", "alora_invocation_tokens", "layer_replication", "trainable_token_indices"}) {
        const Json value = config.value(key, Json());
        if (!value.is_null() && !value.empty()) return fail(adapterError(file, std::string("/") + key, value.dump().substr(0, 80), "null"));
    }
    return {};
}

/// Rank or alpha of single modules: {"q_proj": 16, "layers.1.self_attn.v_proj": 2}, matched from the end of the path.
struct Pattern {
    std::vector<std::pair<std::string, double>> entries;
    double of(const std::string &path, double otherwise) const {
        for (const auto &[module, value] : entries)
            if (path == module || path.ends_with("." + module)) return value;
        return otherwise;
    }
};

/// PEFT takes regular expressions here; plain module names are all that it writes itself, and all that is read.
Result<Pattern> readPattern(const Json &config, const char *key, const fs::path &file) {
    Pattern pattern;
    const Json entries = config.value(key, Json::object());
    for (const auto &[module, value] : entries.items()) {
        const bool plain = std::all_of(module.begin(), module.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.'; });
        if (!plain) return fail(adapterError(file, std::string("/") + key, module, "plain module names"));
        if (!value.is_number() || value.get<double>() <= 0) return fail(adapterError(file, std::string("/") + key + "/" + module, value.dump(), "a positive number"));
        pattern.entries.emplace_back(module, value.get<double>());
    }
    return pattern;
}

struct AdapterConfig {
    LoraConfig lora;
    Pattern ranks, alphas;
    std::int64_t rankOf(const std::string &path) const { return static_cast<std::int64_t>(ranks.of(path, static_cast<double>(lora.r))); }
    double scalingOf(const std::string &path) const {
        LoraConfig own = lora;
        own.r = rankOf(path);
        own.loraAlpha = alphas.of(path, lora.loraAlpha);
        return own.scaling();
    }
};

Result<AdapterConfig> readConfig(const fs::path &file) {
    auto text = readFile(file);
    if (!text) return unexpected(text.error());
    const auto json = parseJson(*text, {}, file.string());
    if (!json) return unexpected(json.error());
    if (auto ok = refuseUnsupported(*json, file); !ok) return unexpected(ok.error());
    const auto rank = getInteger(*json, "r");
    if (!rank || *rank < 1) return fail(adapterError(file, "/r", json->value("r", Json()).dump(), "a whole number of at least 1"));
    auto ranks = readPattern(*json, "rank_pattern", file);
    if (!ranks) return unexpected(ranks.error());
    auto alphas = readPattern(*json, "alpha_pattern", file);
    if (!alphas) return unexpected(alphas.error());
    AdapterConfig config{.lora = {}, .ranks = std::move(*ranks), .alphas = std::move(*alphas)};
    config.lora.r = *rank;
    config.lora.loraAlpha = json->value("lora_alpha", 8.0);
    config.lora.useRslora = json->value("use_rslora", false);
    return config;
}

} // namespace

double LoraConfig::scaling() const {
    return useRslora ? loraAlpha / std::sqrt(static_cast<double>(r)) : loraAlpha / static_cast<double>(r);
}

const Described<LoraConfig> &LoraConfig::described() {
    static const auto d =
        Described<LoraConfig>()
            .add("r", &LoraConfig::r, between(1, 4096), "", "rank: higher learns more and costs more memory")
            .add("lora_alpha", &LoraConfig::loraAlpha, above(0), "", "strength of the adapter: it is scaled by lora_alpha / r")
            .add("lora_dropout", &LoraConfig::loraDropout, between(0, 0.999), "", "share of the adapter's inputs that are dropped in training")
            .add("use_rslora", &LoraConfig::useRslora, "", "scales by lora_alpha / sqrt(r), so that high ranks keep learning")
            .add("target_modules", &LoraConfig::targetModules, "", "which linear layers get an adapter; \"all-linear\" takes all but the head")
            .add("init_lora_weights", &LoraConfig::initLoraWeights, "folder", "an adapter whose weights are trained on; empty draws A and sets B to 0");
    return d;
}

at::Tensor deltaWeight(const at::Tensor &a_RI, const at::Tensor &b_OR, double scaling) { return at::matmul(b_OR, a_RI) * scaling; }

Status attachLora(Decoder &model, const LoraConfig &config, const std::string &name, std::uint64_t seed) {
    for (auto &named : model.parameters()) named.tensor.requires_grad_(false);
    auto adapter = std::make_shared<AdapterSwitch>(AdapterSwitch{.name = name, .dropout = config.loraDropout});
    bool any = false;
    for (Linear *linear : model.linears()) {
        if (!targets(config.targetModules, linear->path)) continue;
        const std::int64_t in = linear->weight_OI.size(1), out = linear->weight_OI.size(0);
        const auto options = at::TensorOptions(at::kFloat).device(linear->weight_OI.device());
        at::Tensor a = at::empty({config.r, in}, at::kFloat);
        Rng rng(seed, "lora/" + linear->path);
        const double bound = 1.0 / std::sqrt(static_cast<double>(in));
        for (std::int64_t i = 0; i < a.numel(); ++i) a.data_ptr<float>()[i] = static_cast<float>(bound * (2 * rng.uniform() - 1));
        a = a.to(options.device());
        linear->lora.push_back({a.requires_grad_(), at::zeros({out, config.r}, options).requires_grad_(), config.scaling(), adapter});
        any = true;
    }
    if (!any)
        return fail({.code = "adapter.no_target",
                     .message = "no module of this model matches target_modules",
                     .field = "target_modules",
                     .found = Json(config.targetModules).dump(),
                     .expected = "names such as q_proj, or all-linear"});
    model.adapters.push_back(std::move(adapter));
    return {};
}

Status startFromAdapter(Decoder &model, const LoraConfig &config, const fs::path &folder) {
    const auto read = readConfig(folder / "adapter_config.json");
    if (!read) return unexpected(read.error());
    const fs::path file = folder / "adapter_model.safetensors";
    const auto weights = WeightFiles::open(file);
    if (!weights) return unexpected(weights.error());
    std::size_t used = 0;
    at::NoGradGuard noGrad;
    for (const Linear *linear : model.linears()) {
        if (!linear->lora.empty() && read->scalingOf(linear->path) != config.scaling())
            return fail(adapterError(file, linear->path, "scaling " + std::to_string(read->scalingOf(linear->path)),
                                     "the run's lora_alpha and r, scaling " + std::to_string(config.scaling())));
        for (const auto &term : linear->lora)
            for (auto [name, target] : {std::pair{".lora_A.weight", term.a_RI}, {".lora_B.weight", term.b_OR}}) {
                const auto tensor = weights->read("base_model.model." + linear->path + name, at::kFloat, target.device());
                if (!tensor) return unexpected(tensor.error());
                if (tensor->sizes() != target.sizes())
                    return fail(adapterError(file, linear->path + name, std::to_string(tensor->numel()) + " numbers", "the run's rank, " + std::to_string(target.numel()) + " numbers"));
                target.copy_(*tensor);
                ++used;
            }
    }
    if (used != weights->names().size())
        return fail(adapterError(file, "", std::to_string(weights->names().size()) + " tensors", "only the run's target_modules, " + std::to_string(used) + " tensors"));
    return {};
}

Status loadAdapter(Decoder &model, const fs::path &folder, double weight) {
    const auto config = readConfig(folder / "adapter_config.json");
    if (!config) return unexpected(config.error());
    const fs::path file = folder / "adapter_model.safetensors";
    auto weights = WeightFiles::open(file);
    if (!weights) return unexpected(weights.error());
    auto adapter = std::make_shared<AdapterSwitch>(AdapterSwitch{.name = folder.filename().string(), .weight = weight});
    std::set<std::string> unused;
    for (const auto &name : weights->names()) unused.insert(name);
    for (Linear *linear : model.linears()) {
        const std::string base = "base_model.model." + linear->path;
        const std::string nameA = base + ".lora_A.weight", nameB = base + ".lora_B.weight";
        if (!weights->has(nameA) && !weights->has(nameB)) continue;
        auto a = weights->read(nameA, at::kFloat, model.placement().device);
        if (!a) return unexpected(a.error());
        auto b = weights->read(nameB, at::kFloat, model.placement().device);
        if (!b) return unexpected(b.error());
        const std::array<std::int64_t, 2> wantA{config->rankOf(linear->path), linear->weight_OI.size(1)}, wantB{linear->weight_OI.size(0), wantA[0]};
        if (a->sizes() != at::IntArrayRef(wantA) || b->sizes() != at::IntArrayRef(wantB))
            return fail({.code = "adapter.wrong_shape",
                         .message = "the adapter does not fit this model",
                         .file = file.string(),
                         .field = linear->path,
                         .found = "A with " + std::to_string(a->numel()) + " and B with " + std::to_string(b->numel()) + " numbers",
                         .expected = "A [r, " + std::to_string(wantA[1]) + "] and B [" + std::to_string(wantB[0]) + ", r]"});
        linear->lora.push_back({*a, *b, config->scalingOf(linear->path), adapter});
        unused.erase(nameA);
        unused.erase(nameB);
    }
    if (!unused.empty() || weights->names().empty())
        return fail({.code = "adapter.no_such_module",
                     .message = "the adapter names a module that this model does not have",
                     .file = file.string(),
                     .field = unused.empty() ? "" : *unused.begin(),
                     .remedy = "Check base_model_name_or_path in adapter_config.json: this adapter belongs to another model."});
    model.adapters.push_back(std::move(adapter));
    return {};
}

Status saveAdapter(const Decoder &model, const std::string &name, const LoraConfig &config, const std::string &basePath, const fs::path &folder) {
    if (auto made = makeFolders(folder); !made) return made;
    NamedTensors tensors;
    std::set<std::string> modules;
    for (const Linear *linear : const_cast<Decoder &>(model).linears())
        for (const auto &term : linear->lora) {
            if (term.adapter->name != name) continue;
            const std::string base = "base_model.model." + linear->path;
            tensors.push_back({base + ".lora_A.weight", term.a_RI.detach()});
            tensors.push_back({base + ".lora_B.weight", term.b_OR.detach()});
            modules.insert(lastName(linear->path));
        }
    if (auto saved = saveTensors(folder / "adapter_model.safetensors", tensors); !saved) return saved;
    const Json none = nullptr, empty = Json::object();
    const nlohmann::json sorted = {{"alpha_pattern", empty},
                                   {"auto_mapping", none},
                                   {"base_model_name_or_path", basePath},
                                   {"bias", "none"},
                                   {"fan_in_fan_out", false},
                                   {"inference_mode", true},
                                   {"init_lora_weights", true},
                                   {"layers_pattern", none},
                                   {"layers_to_transform", none},
                                   {"lora_alpha", config.loraAlpha == std::floor(config.loraAlpha) ? nlohmann::json(static_cast<std::int64_t>(config.loraAlpha))
                                                                                                   : nlohmann::json(config.loraAlpha)},
                                   {"lora_dropout", config.loraDropout},
                                   {"modules_to_save", none},
                                   {"peft_type", "LORA"},
                                   {"r", config.r},
                                   {"rank_pattern", empty},
                                   {"revision", none},
                                   {"target_modules", modules},
                                   {"task_type", "CAUSAL_LM"},
                                   {"use_dora", false},
                                   {"use_rslora", config.useRslora}};
    return writeFileAtomic(folder / "adapter_config.json", sorted.dump(2) + "\n");
}

void mergeAdapters(Decoder &model) {
    at::NoGradGuard noGrad;
    for (Linear *linear : model.linears()) {
        for (const auto &term : linear->lora) {
            const at::Tensor delta = deltaWeight(term.a_RI.to(at::kFloat), term.b_OR.to(at::kFloat), term.scaling * term.adapter->weight);
            linear->weight_OI.copy_(linear->weight_OI.to(at::kFloat) + delta);
        }
        linear->lora.clear();
    }
    model.adapters.clear();
}

} // namespace lapidary
