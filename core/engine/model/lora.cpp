// SPDX-License-Identifier: Apache-2.0
// Conventions of PEFT 0.21: tensor names "base_model.model.<module path>.lora_A.weight" [r, in] and lora_B [out, r].
#include "core/engine/model/lora.h"
#include "core/base/rng.h"
#include "core/engine/tensor/weights.h"
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
    for (const char *key : {"rank_pattern", "alpha_pattern", "modules_to_save", "target_parameters", "alora_invocation_tokens",
                            "layer_replication", "layers_to_transform", "trainable_token_indices"}) {
        const Json value = config.value(key, Json());
        if (!value.is_null() && !value.empty()) return fail(adapterError(file, std::string("/") + key, value.dump().substr(0, 80), "null"));
    }
    return {};
}

Result<LoraConfig> readConfig(const fs::path &file) {
    auto text = readFile(file);
    if (!text) return unexpected(text.error());
    const auto json = parseJson(*text, {}, file.string());
    if (!json) return unexpected(json.error());
    if (auto ok = refuseUnsupported(*json, file); !ok) return unexpected(ok.error());
    const auto rank = getInteger(*json, "r");
    if (!rank || *rank < 1) return fail(adapterError(file, "/r", json->value("r", Json()).dump(), "a whole number of at least 1"));
    LoraConfig config;
    config.r = *rank;
    config.loraAlpha = json->value("lora_alpha", 8.0);
    config.useRslora = json->value("use_rslora", false);
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
            .add("target_modules", &LoraConfig::targetModules, "", "which linear layers get an adapter; \"all-linear\" takes all but the head");
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
        const std::array<std::int64_t, 2> wantA{config->r, linear->weight_OI.size(1)}, wantB{linear->weight_OI.size(0), config->r};
        if (a->sizes() != at::IntArrayRef(wantA) || b->sizes() != at::IntArrayRef(wantB))
            return fail({.code = "adapter.wrong_shape",
                         .message = "the adapter does not fit this model",
                         .file = file.string(),
                         .field = linear->path,
                         .found = "A with " + std::to_string(a->numel()) + " and B with " + std::to_string(b->numel()) + " numbers",
                         .expected = "A [r, " + std::to_string(wantA[1]) + "] and B [" + std::to_string(wantB[0]) + ", r]"});
        linear->lora.push_back({*a, *b, config->scaling(), adapter});
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
