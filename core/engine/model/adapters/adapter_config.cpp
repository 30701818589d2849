// SPDX-License-Identifier: Apache-2.0
// Field names, defaults and meanings: huggingface/peft 0.21, tuners/lora/config.py and tuners/tuners_utils.py.
#include "core/engine/model/adapters/adapter_config.h"
#include <algorithm>
#include <cmath>

namespace lapidary {
namespace {

constexpr std::int64_t kMostRank = 1 << 20, kMostLayers = 1 << 16, kMostVirtualTokens = 1 << 20;

/// Reads fields and keeps the first thing that is wrong, so that the reader below is a plain list.
class Fields {
public:
    Fields(const Json &config, std::string file) : config_(config), file_(std::move(file)) {}

    const Json *find(const char *key) const {
        const auto it = config_.find(key);
        return it == config_.end() || it->is_null() ? nullptr : &*it;
    }
    void refuse(std::string code, const std::string &key, const Json &found, Sentence expected) {
        if (problem_) return;
        const bool unsupported = code == "adapter.unsupported";
        problem_ = Error{.code = std::move(code),
                         .message = unsupported ? "this adapter needs something that is not supported"
                                                : "a field of the adapter has no sensible value",
                         .file = file_,
                         .field = "/" + key,
                         .found = found.dump(-1, ' ', false, Json::error_handler_t::replace).substr(0, 80),
                         .expected = std::move(expected)};
    }
    void bad(const std::string &key, const Json &found, Sentence expected) {
        refuse("adapter.bad_config", key, found, std::move(expected));
    }

    std::int64_t whole(const char *key, std::int64_t most, std::optional<std::int64_t> fallback) {
        const Json *value = find(key);
        if (!value && fallback) return *fallback;
        if (value && value->is_number_integer() &&
            !(value->is_number_unsigned() && value->get<std::uint64_t>() > INT64_MAX) &&
            value->get<std::int64_t>() >= 1 && value->get<std::int64_t>() <= most)
            return value->get<std::int64_t>();
        bad(key, value ? *value : Json("nothing"), {"a whole number from 1 to {0}", most});
        return 1;
    }
    double number(const char *key, double fallback, double low, double high, const Sentence &expected) {
        const Json *value = find(key);
        if (!value) return fallback;
        if (value->is_number() && value->get<double>() >= low && value->get<double>() <= high)
            return value->get<double>();
        bad(key, *value, expected);
        return fallback;
    }
    bool flag(const char *key) {
        const Json *value = find(key);
        if (!value) return false;
        if (value->is_boolean()) return value->get<bool>();
        bad(key, *value, "true or false");
        return false;
    }
    std::vector<std::string> names(const std::string &key, const Json &value) {
        std::vector<std::string> out;
        if (value.is_array())
            for (const auto &name : value)
                if (name.is_string() && !name.get<std::string>().empty()) out.push_back(name.get<std::string>());
        if (!value.is_array() || out.size() != value.size()) bad(key, value, "a list of module names");
        return out;
    }
    ModuleNames modules(const char *key, const Json &value) {
        if (!value.is_string()) return ModuleNames(names(key, value));
        auto pattern = ModuleNames::expression(value.get<std::string>());
        if (pattern) return *pattern;
        bad(key, value, {"a list of module names, or an expression: {0}", pattern.error().message});
        return {};
    }
    std::vector<std::pair<std::string, double>> pattern(const char *key, bool whole) {
        std::vector<std::pair<std::string, double>> entries;
        const Json *value = find(key);
        if (!value) return entries;
        if (!value->is_object()) return bad(key, *value, "an object of module names and numbers"), entries;
        for (const auto &[module, entry] : value->items()) {
            const bool fits = entry.is_number() && entry.get<double>() > 0 && entry.get<double>() <= kMostRank &&
                              (!whole || entry.is_number_integer());
            if (!fits)
                bad(std::string(key) + "/" + module, entry,
                    whole ? "a whole number of at least 1" : "a positive number");
            else
                entries.emplace_back(module, entry.get<double>());
        }
        return entries;
    }
    PatternValues patternValues(const char *key, bool whole) {
        auto made = PatternValues::make(pattern(key, whole));
        if (made) return *made;
        bad(key, *find(key), {"names or expressions: {0}", made.error().message});
        return {};
    }
    const std::optional<Error> &problem() const { return problem_; }

private:
    const Json &config_;
    std::string file_;
    std::optional<Error> problem_;
};

/// Options that change the numbers and that are not computed here: their presence must stop the load.
void refuseUnsupported(Fields &fields) {
    for (const char *flag : {"use_qalora", "ensure_weight_tying"})
        if (fields.flag(flag)) fields.refuse("adapter.unsupported", flag, true, "false");
    for (const char *key :
         {"target_parameters", "alora_invocation_tokens", "layer_replication", "trainable_token_indices", "use_bdlora",
          "kasa_config", "monteclora_config", "arrow_config", "megatron_config"})
        if (const Json *value = fields.find(key); value && !value->empty() && *value != Json(false))
            fields.refuse("adapter.unsupported", key, *value, "null");
    if (const Json *init = fields.find("init_lora_weights"); init && init->is_string()) {
        std::string name = init->get<std::string>();
        std::transform(name.begin(), name.end(), name.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        for (const char *changesBase : {"pissa", "olora", "corda", "loftq", "lora_ga",
                                        "mica"}) // "orthogonal", "eva" and "gaussian" leave the base alone
            if (name.starts_with(changesBase))
                fields.refuse("adapter.unsupported", "init_lora_weights", *init,
                              "an adapter that was converted to plain LoRA: this kind also changes the base's weights");
    } else if (init && !init->is_boolean()) {
        fields.bad("init_lora_weights", *init, "true, false or a name");
    }
}

void readTargets(Fields &fields, AdapterConfig &c) {
    if (const Json *targets = fields.find("target_modules")) {
        if (targets->is_string()) {
            std::string name = targets->get<std::string>();
            std::transform(name.begin(), name.end(), name.begin(),
                           [](unsigned char ch) { return static_cast<char>(std::tolower(ch)); });
            c.allLinear = name == "all-linear";
        }
        if (!c.allLinear) c.targets = fields.modules("target_modules", *targets);
        if (c.targets && c.targets->empty()) fields.bad("target_modules", *targets, "at least one module");
    }
    if (const Json *excluded = fields.find("exclude_modules"))
        c.excluded = fields.modules("exclude_modules", *excluded);
    const Json *layers = fields.find("layers_to_transform"), *patterns = fields.find("layers_pattern");
    const bool anyLayers = layers && !(layers->is_array() && layers->empty()),
               anyPatterns = patterns && !patterns->empty();
    const bool expression = c.allLinear || (c.targets && c.targets->isExpression());
    if (anyLayers && expression)
        fields.bad("layers_to_transform", *layers, "null, because target_modules is one text and not a list");
    if (anyPatterns && !anyLayers) fields.bad("layers_pattern", *patterns, "layers_to_transform beside it");
    if (anyLayers)
        for (const Json &layer : layers->is_array() ? *layers : Json::array({*layers})) {
            if (layer.is_number_integer() && layer.get<double>() >= 0 && layer.get<double>() < kMostLayers)
                c.layers.push_back(layer.get<std::int64_t>());
            else
                fields.bad("layers_to_transform", *layers, "layer numbers");
        }
    if (anyPatterns)
        for (const auto &name : patterns->is_string() ? std::vector{patterns->get<std::string>()}
                                                      : fields.names("layers_pattern", *patterns)) {
            auto pattern = ModulePattern::compile("(?:^|.*?\\.)(?:" + name + ")\\.(\\d+)\\.");
            if (pattern)
                c.layerPatterns.push_back(std::move(*pattern));
            else
                fields.bad("layers_pattern", *patterns, pattern.error().message);
        }
}

void readLora(Fields &fields, AdapterConfig &c) {
    refuseUnsupported(fields);
    c.r = fields.whole("r", kMostRank, 8);
    c.alpha = fields.number("lora_alpha", 8, -1e9, 1e9, "a number");
    c.dropout = fields.number("lora_dropout", 0, 0, 1, "a number from 0 to 1");
    c.rslora = fields.flag("use_rslora");
    c.dora = fields.flag("use_dora");
    c.loraBias = fields.flag("lora_bias");
    if (c.dora && c.loraBias) fields.bad("lora_bias", true, "false, because use_dora is true");
    fields.flag("fan_in_fan_out"); // how the base stores its matrices, which the base knows itself
    if (const Json *bias = fields.find("bias")) {
        if (*bias == "none" || *bias == "all" || *bias == "lora_only")
            c.bias = bias->get<std::string>();
        else
            fields.bad("bias", *bias, "none, all or lora_only");
    }
    readTargets(fields, c);
    c.ranks = fields.patternValues("rank_pattern", true);
    c.alphas = fields.patternValues("alpha_pattern", false);
}

void readPrompt(Fields &fields, AdapterConfig &c) {
    c.virtualTokens = fields.whole("num_virtual_tokens", kMostVirtualTokens, {});
    if (const Json *submodules = fields.find("num_transformer_submodules"); submodules && *submodules != 1)
        fields.refuse("adapter.unsupported", "num_transformer_submodules", *submodules,
                      "1: a model with a decoder alone");
}

} // namespace

std::int64_t AdapterConfig::rankOf(const std::string &path) const {
    return static_cast<std::int64_t>(ranks.of(path, static_cast<double>(r)));
}

double AdapterConfig::scalingOf(const std::string &path) const {
    const auto rank = static_cast<double>(rankOf(path));
    return alphas.of(path, alpha) / (rslora ? std::sqrt(rank) : rank);
}

bool AdapterConfig::targetsModule(const std::string &path, bool head) const {
    if (excluded.match(path) || savesModule(path)) return false;
    if (allLinear) return !head;
    if (!targets) return true;
    if (!targets->match(path)) return false;
    if (layers.empty()) return true;
    static const auto anyLayer = ModulePattern::compile(".*?\\.[^.]*\\.(\\d+)\\.");
    std::optional<std::string> number;
    if (layerPatterns.empty()) number = anyLayer->group(path, 1);
    for (const auto &pattern : layerPatterns)
        if (!number) number = pattern.group(path, 1);
    return number && number->size() < 9 && std::find(layers.begin(), layers.end(), std::stoll(*number)) != layers.end();
}

bool AdapterConfig::savesModule(const std::string &path) const {
    for (std::size_t end = path.size(); end != std::string::npos && end > 0; end = path.rfind('.', end - 1)) {
        const std::string module = path.substr(0, end);
        for (const auto &name : modulesToSave)
            if (module.ends_with(name)) return true; // PEFT: any module whose path ends with the name
    }
    return false;
}

Result<AdapterConfig> parseAdapterConfig(const Json &config, const std::string &file) {
    Fields fields(config, file);
    if (!config.is_object())
        return fail({.code = "adapter.bad_config",
                     .message = "adapter_config.json holds no object",
                     .file = file,
                     .found = config.type_name(),
                     .expected = "an object"});
    AdapterConfig c;
    c.raw = config;
    const Json *type = fields.find("peft_type");
    const std::string kind = type && type->is_string() ? type->get<std::string>() : "";
    if (const Json *modules = fields.find("modules_to_save"))
        c.modulesToSave = fields.names("modules_to_save", *modules);
    if (kind == "LORA") {
        readLora(fields, c);
    } else if (kind == "PROMPT_TUNING" || kind == "P_TUNING") { // of both only the finished embeddings are stored
        c.kind = AdapterKind::PromptTuning;
        readPrompt(fields, c);
    } else if (kind == "PREFIX_TUNING") {
        c.kind = AdapterKind::PrefixTuning;
        readPrompt(fields, c); // with prefix_projection, too, PEFT stores what the projection gave
    } else {
        fields.refuse("adapter.unsupported", "peft_type", type ? *type : Json("nothing"),
                      "LORA, PROMPT_TUNING, P_TUNING or PREFIX_TUNING");
    }
    if (fields.problem()) return fail(*fields.problem());
    return c;
}

Result<AdapterConfig> readAdapterConfig(const fs::path &file) {
    auto text = readFile(file, 64ull << 20);
    if (!text) return unexpected(text.error());
    const auto json = parseJson(*text, {}, file.string());
    if (!json) return unexpected(json.error());
    return parseAdapterConfig(*json, file.string());
}

Json defaultLoraJson() {
    const Json none = nullptr, empty = Json::object();
    return {{"alora_invocation_tokens", none},
            {"alpha_pattern", empty},
            {"arrow_config", none},
            {"auto_mapping", none},
            {"base_model_name_or_path", none},
            {"bias", "none"},
            {"corda_config", none},
            {"ensure_weight_tying", false},
            {"eva_config", none},
            {"exclude_modules", none},
            {"fan_in_fan_out", false},
            {"inference_mode", true},
            {"init_lora_weights", true},
            {"kasa_config", none},
            {"layer_replication", none},
            {"layers_pattern", none},
            {"layers_to_transform", none},
            {"loftq_config", empty},
            {"lora_alpha", 8},
            {"lora_bias", false},
            {"lora_dropout", 0.0},
            {"lora_ga_config", none},
            {"megatron_config", none},
            {"megatron_core", "megatron.core"},
            {"modules_to_save", none},
            {"monteclora_config", none},
            {"peft_type", "LORA"},
            {"peft_version", "0.21.2"},
            {"qalora_group_size", 16},
            {"r", 8},
            {"rank_pattern", empty},
            {"revision", none},
            {"target_modules", none},
            {"target_parameters", none},
            {"task_type", "CAUSAL_LM"},
            {"trainable_token_indices", none},
            {"use_bdlora", none},
            {"use_dora", false},
            {"use_qalora", false},
            {"use_rslora", false},
            {"velora_config", none}};
}

Json defaultPromptJson(AdapterKind kind) {
    const Json none = nullptr;
    Json config = {{"auto_mapping", none},
                   {"base_model_name_or_path", none},
                   {"inference_mode", true},
                   {"modules_to_save", none},
                   {"num_attention_heads", none},
                   {"num_layers", none},
                   {"num_transformer_submodules", 1},
                   {"num_virtual_tokens", none},
                   {"peft_version", "0.21.2"},
                   {"revision", none},
                   {"task_type", "CAUSAL_LM"},
                   {"token_dim", none}};
    if (kind == AdapterKind::PrefixTuning)
        config.update({{"peft_type", "PREFIX_TUNING"},
                       {"encoder_hidden_size", none},
                       {"init_weights", none},
                       {"prefix_projection", false}});
    else
        config.update({{"peft_type", "PROMPT_TUNING"},
                       {"prompt_tuning_init", "RANDOM"},
                       {"prompt_tuning_init_text", none},
                       {"tokenizer_kwargs", none},
                       {"tokenizer_name_or_path", none}});
    return config;
}

Status writeAdapterConfig(const Json &config, const fs::path &file) {
    nlohmann::json sorted = nlohmann::json::parse(dumpJson(config));
    sorted["inference_mode"] = true;
    return writeFileAtomic(file, sorted.dump(2));
}

} // namespace lapidary
