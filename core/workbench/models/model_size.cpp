// SPDX-License-Identifier: Apache-2.0
// How many numbers a model has, from its config.json. The engine reads the same file with more care before it
// allocates; tests/contract holds the two against each other for every architecture.
#include "core/gguf/place.h"
#include "core/workbench/models/models.h"
#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

namespace lapidary {
namespace {

enum class Bias { Never, Always, WhereSaid, UnlessSaid }; ///< said by the config's attention_bias or mlp_bias

/// What a family has, as far as it is counted. Defaults are those of its config class in transformers.
struct Family {
    const char *type = "";
    bool gated = true, tied = false, layerNorm = false, headNorms = false, positions = false;
    int norms = 2;                         ///< of one layer
    std::int64_t kvHeads = 0, headDim = 0; ///< where the config does not say; 0: all heads, hidden size / heads
    Bias qkv = Bias::Never, out = Bias::Never, mlp = Bias::Never;
};

constexpr Family kFamilies[] = {
    {.type = "llama", .qkv = Bias::WhereSaid, .out = Bias::WhereSaid, .mlp = Bias::WhereSaid},
    {.type = "smollm3",
     .tied = true,
     .kvHeads = 4,
     .qkv = Bias::WhereSaid,
     .out = Bias::WhereSaid,
     .mlp = Bias::WhereSaid},
    {.type = "mistral", .kvHeads = 8},
    {.type = "qwen2", .kvHeads = 32, .qkv = Bias::Always},
    {.type = "qwen3", .headNorms = true, .kvHeads = 32, .headDim = 128, .qkv = Bias::WhereSaid, .out = Bias::WhereSaid},
    {.type = "gemma", .tied = true, .kvHeads = 16, .headDim = 256, .qkv = Bias::WhereSaid, .out = Bias::WhereSaid},
    {.type = "gemma2",
     .tied = true,
     .norms = 4,
     .kvHeads = 4,
     .headDim = 256,
     .qkv = Bias::WhereSaid,
     .out = Bias::WhereSaid},
    {.type = "gemma3_text",
     .tied = true,
     .headNorms = true,
     .norms = 4,
     .kvHeads = 4,
     .headDim = 256,
     .qkv = Bias::WhereSaid,
     .out = Bias::WhereSaid},
    {.type = "phi3"},
    {.type = "gpt2",
     .gated = false,
     .tied = true,
     .layerNorm = true,
     .positions = true,
     .qkv = Bias::Always,
     .out = Bias::Always,
     .mlp = Bias::Always},
    {.type = "gpt_neox",
     .gated = false,
     .layerNorm = true,
     .qkv = Bias::UnlessSaid,
     .out = Bias::UnlessSaid,
     .mlp = Bias::Always},
};

const Family &familyOf(const Json &config) {
    static constexpr Family plain{};
    const std::string type = getString(config, "model_type").value_or("");
    const auto found =
        std::find_if(std::begin(kFamilies), std::end(kFamilies), [&](const Family &each) { return type == each.type; });
    return found == std::end(kFamilies) ? plain : *found;
}

/// Whole numbers of a config within limits in which no product leaves 64 bits; the first that is not is kept.
class Numbers {
public:
    Numbers(const Json &config, std::string file) : config_(config), file_(std::move(file)) {}

    /// By the first of the names that the config has.
    std::int64_t size(std::initializer_list<const char *> names, std::int64_t standard, std::int64_t most) {
        for (const char *name : names) {
            const auto it = config_.find(name);
            if (it == config_.end() || !it->is_number_integer()) continue;
            const auto value = it->get<std::int64_t>();
            if (value >= 0 && value <= most) return value;
            if (!problem_)
                problem_ = Error{.code = "model.bad_config",
                                 .message = "a field has no sensible value",
                                 .file = file_,
                                 .field = "/" + std::string(name),
                                 .found = std::to_string(value),
                                 .expected = {"at most {0}", most}};
            return 1;
        }
        return standard;
    }
    bool flag(const char *name, bool standard) const {
        const auto it = config_.find(name);
        return it != config_.end() && it->is_boolean() ? it->get<bool>() : standard;
    }
    const std::optional<Error> &problem() const { return problem_; }

private:
    const Json &config_;
    std::string file_;
    std::optional<Error> problem_{};
};

std::int64_t linear(std::int64_t out, std::int64_t in, bool bias) {
    return out * in + (bias ? out : 0);
}

bool has(Bias bias, const Numbers &numbers, const char *key) {
    return bias == Bias::Always || (bias != Bias::Never && numbers.flag(key, bias == Bias::UnlessSaid));
}

/// Rows of what stands on the last hidden state, and whether it has a bias: the vocabulary, or the labels of a scoring
/// model.
std::int64_t headNumbers(const Json &config, Numbers &numbers, bool tied, std::int64_t vocabulary,
                         std::int64_t hidden) {
    const Json names = config.value("architectures", Json::array());
    const std::string name =
        names.is_array() && !names.empty() && names[0].is_string() ? names[0].get<std::string>() : "";
    const bool sequence = name.ends_with("ForSequenceClassification"), token = name.ends_with("ForTokenClassification");
    if (!sequence && !token) return tied ? 0 : vocabulary * hidden;
    const auto labels = config.find("id2label");
    const bool listed = labels != config.end() && labels->is_object();
    return linear(listed ? static_cast<std::int64_t>(labels->size()) : numbers.size({"num_labels"}, 2, 1 << 20), hidden,
                  token);
}

} // namespace

Result<ModelSize> sizeOfModel(const fs::path &folder) {
    const std::string file = modelFileName(folder, "config.json");
    const auto text = readModelFile(folder, "config.json");
    if (!text && ggufAt(folder)) return unexpected(text.error());
    if (!text)
        return fail({.code = "model.no_config",
                     .message = "the model folder has no readable config.json",
                     .file = file,
                     .found = text.error().message});
    const auto config = parseJson(*text, {}, file);
    if (!config) return unexpected(config.error());
    const Family &family = familyOf(*config);
    Numbers numbers(*config, file);
    const std::int64_t hidden = numbers.size({"hidden_size", "n_embd"}, 0, 1 << 17);
    const std::int64_t layers = numbers.size({"num_hidden_layers", "n_layer"}, 0, 1024);
    const std::int64_t heads = std::max<std::int64_t>(1, numbers.size({"num_attention_heads", "n_head"}, 1, 1024));
    const std::int64_t headDim =
        numbers.size({"head_dim"}, family.headDim > 0 ? family.headDim : hidden / heads, 1 << 17);
    const auto grouped = config->find("num_key_value_heads"); // null says: as many as heads
    const std::int64_t otherwise = family.kvHeads > 0 && grouped == config->end() ? family.kvHeads : heads;
    const std::int64_t kvHeads = numbers.size({"num_key_value_heads"}, otherwise, 1024);
    const std::int64_t vocabulary = numbers.size({"vocab_size"}, 0, 1 << 22);
    const std::int64_t inner = numbers.size({"intermediate_size", "n_inner"}, 4 * hidden, 1 << 20);
    const std::int64_t positions = family.positions ? numbers.size({"n_positions"}, 1024, 1 << 21) : 0;
    const bool mlpBias = has(family.mlp, numbers, "mlp_bias");
    const std::int64_t norm = hidden * (family.layerNorm ? 2 : 1);
    const std::int64_t layer =
        linear(headDim * (heads + 2 * kvHeads), hidden, has(family.qkv, numbers, "attention_bias")) +
        linear(hidden, headDim * heads, has(family.out, numbers, "attention_bias")) +
        linear(inner * (family.gated ? 2 : 1), hidden, mlpBias) + linear(hidden, inner, mlpBias) + family.norms * norm +
        (family.headNorms ? 2 * headDim : 0);
    const std::int64_t head =
        headNumbers(*config, numbers, numbers.flag("tie_word_embeddings", family.tied), vocabulary, hidden);
    if (numbers.problem()) return fail(*numbers.problem());
    return ModelSize{.parameters = (vocabulary + positions) * hidden + layers * layer + norm + head,
                     .layers = layers,
                     .hidden = hidden,
                     .vocabulary = vocabulary,
                     .keyValues = 2 * kvHeads * headDim};
}

} // namespace lapidary
