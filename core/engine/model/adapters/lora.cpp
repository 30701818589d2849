// SPDX-License-Identifier: Apache-2.0
// LoRA (Hu et al. 2021), rsLoRA (Kalajdzievski 2023), DoRA (Liu et al. 2024), prompt tuning (Lester et al. 2021) and
// prefix tuning (Li and Liang 2021), drawn as PEFT 0.21 draws them.
#include "core/engine/model/adapters/lora.h"
#include "core/base/rng.h"
#include "core/engine/model/adapters/adapter_files.h"
#include <cmath>

namespace lapidary {
namespace {

Error badOption(const char *field, std::string found, Sentence expected) {
    return {.code = "adapter.bad_config",
            .message = "an option of the adapter makes no sense",
            .field = field,
            .found = std::move(found),
            .expected = std::move(expected)};
}

Result<double> numberOf(const char *field, const std::string &text, const std::string &whole) {
    try {
        std::size_t used = 0;
        const double value = std::stod(text, &used);
        if (used == text.size() && std::isfinite(value)) return value;
    } catch (const std::exception &) { // std::stod has no other way to say so
    }
    return fail(badOption(field, whole, "a number"));
}

Json asWritten(double value) {
    return value == std::floor(value) ? Json(static_cast<std::int64_t>(value)) : Json(value);
}

/// {"o_proj=4"} → {"o_proj": 4}
Result<Json> patternOf(const char *field, const std::vector<std::string> &entries) {
    Json out = Json::object();
    for (const auto &entry : entries) {
        const auto equals = entry.rfind('=');
        if (equals == std::string::npos || equals == 0)
            return fail(badOption(field, entry, "MODULE=NUMBER, as in o_proj=4"));
        const auto value = numberOf(field, entry.substr(equals + 1), entry);
        if (!value) return unexpected(value.error());
        out[entry.substr(0, equals)] = asWritten(*value);
    }
    return out;
}

/// One entry with a character that no module name has is an expression.
bool isExpression(const std::vector<std::string> &names) {
    return names.size() == 1 && names[0].find_first_of("*+?[](){}|\\^$") != std::string::npos;
}

Json namesJson(const std::vector<std::string> &names) {
    return names.empty() ? Json() : isExpression(names) ? Json(names[0]) : Json(names);
}

at::Tensor drawn(at::IntArrayRef shape, Rng &rng, double bound, bool normal, c10::Device device) {
    at::Tensor values = at::empty(shape, at::kFloat);
    float *data = values.data_ptr<float>();
    for (std::int64_t i = 0; i < values.numel(); ++i)
        data[i] = static_cast<float>(bound * (normal ? rng.normal() : 2 * rng.uniform() - 1));
    return values.to(device);
}

void attachTo(Linear &linear, const std::shared_ptr<Adapter> &adapter, bool gaussian, std::uint64_t seed,
              c10::Device device) {
    const std::int64_t in = linear.inputs(), out = linear.outputs(), r = adapter->config.rankOf(linear.path);
    Rng rng(seed, "lora/" + linear.path);
    const double bound = gaussian ? 1.0 / static_cast<double>(r) : 1.0 / std::sqrt(static_cast<double>(in));
    LoraTerm term{.a_RI = drawn({r, in}, rng, bound, gaussian, device),
                  .b_OR = at::zeros({out, r}, at::TensorOptions(at::kFloat).device(device)),
                  .scaling = adapter->config.scalingOf(linear.path),
                  .adapter = adapter};
    if (adapter->config.dora) term.magnitude_O = doraNorm(linear.weight(), term.a_RI, term.b_OR, term.scaling).clone();
    linear.lora.push_back(std::move(term));
}

/// As PEFT draws them at an embedding: A = 0, B ~ N(0, 1).
void attachTo(Embedding &embedding, const std::shared_ptr<Adapter> &adapter, std::uint64_t seed, c10::Device device) {
    const std::int64_t r = adapter->config.rankOf(embedding.path);
    Rng rng(seed, "lora/" + embedding.path);
    LoraTerm term{.a_RI = at::zeros({r, embedding.weight_VD.size(0)}, at::TensorOptions(at::kFloat).device(device)),
                  .b_OR = drawn({embedding.weight_VD.size(1), r}, rng, 1, true, device),
                  .scaling = adapter->config.scalingOf(embedding.path),
                  .adapter = adapter};
    if (adapter->config.dora)
        term.magnitude_O = doraNorm(embedding.weight_VD.t(), term.a_RI, term.b_OR, term.scaling).clone();
    embedding.lora.push_back(std::move(term));
}

Status attachTerms(Decoder &model, const std::shared_ptr<Adapter> &adapter, const LoraConfig &config,
                   std::uint64_t seed) {
    bool any = false;
    for (Linear *linear : model.linears()) {
        if (!adapter->config.targetsModule(linear->path, linear == model.head())) continue;
        attachTo(*linear, adapter, config.initLoraWeights == "gaussian", seed, model.placement().device);
        any = true;
    }
    if (adapter->config.targets && adapter->config.targetsModule(model.embeddingName(), false)) {
        attachTo(model.embedding(), adapter, seed, model.placement().device);
        any = true;
    }
    if (any) return {};
    return fail({.code = "adapter.no_target",
                 .message = "no module of this model matches target_modules",
                 .field = "target_modules",
                 .found = Json(config.targetModules).dump(),
                 .expected = "names such as q_proj, or all-linear"});
}

} // namespace

const Described<LoraConfig> &LoraConfig::described() {
    using L = LoraConfig;
    static const auto d =
        Described<L>()
            .choice("peft_type", &L::peftType, {"LORA", "PROMPT_TUNING", "PREFIX_TUNING"},
                    "low-rank matrices, or virtual tokens before every sequence")
            .add("r", &L::r, between(1, 4096), "", "rank: higher learns more and costs more memory")
            .add("lora_alpha", &L::loraAlpha, above(0), "", "strength of the adapter: it is scaled by lora_alpha / r")
            .add("lora_dropout", &L::loraDropout, between(0, 0.999), "",
                 "share of the adapter's inputs that are dropped in training")
            .add("use_rslora", &L::useRslora, "", "scales by lora_alpha / sqrt(r), so that high ranks keep learning")
            .add("use_dora", &L::useDora, "",
                 "learns length and direction of each row apart: nearer to full training, slower")
            .add("target_modules", &L::targetModules, "",
                 "which linear layers get an adapter; \"all-linear\" takes all but the head; one regular expression "
                 "works too")
            .add("exclude_modules", &L::excludeModules, "", "of these, which do not")
            .add("layers_to_transform", &L::layersToTransform, "layer numbers",
                 "only these layers get an adapter; empty: all")
            .add("rank_pattern", &L::rankPattern, "module=rank", "another rank for single modules, as in o_proj=4")
            .add("alpha_pattern", &L::alphaPattern, "module=alpha", "another lora_alpha for single modules")
            .add("modules_to_save", &L::modulesToSave, "",
                 "modules that are trained and stored as a whole, such as lm_head")
            .choice("bias", &L::bias, {"none", "all", "lora_only"}, "which biases of the model are trained as well")
            .folder("init_lora_weights", &L::initLoraWeights, {"true", "gaussian"},
                    "empty or gaussian: how A is drawn (B is 0); otherwise the folder of an adapter that is trained on")
            .add("num_virtual_tokens", &L::numVirtualTokens, between(1, 4096), "tokens",
                 "length of the virtual prompt of prompt and prefix tuning");
    return d;
}

double LoraConfig::scaling() const {
    const auto rank = static_cast<double>(r);
    return loraAlpha / (useRslora ? std::sqrt(rank) : rank);
}

Result<Json> peftJsonOf(const LoraConfig &c) {
    if (c.peftType != "LORA") {
        Json out =
            defaultPromptJson(c.peftType == "PREFIX_TUNING" ? AdapterKind::PrefixTuning : AdapterKind::PromptTuning);
        out["num_virtual_tokens"] = c.numVirtualTokens;
        return out;
    }
    Json out = defaultLoraJson();
    const auto ranks = patternOf("rank_pattern", c.rankPattern), alphas = patternOf("alpha_pattern", c.alphaPattern);
    if (!ranks) return unexpected(ranks.error());
    if (!alphas) return unexpected(alphas.error());
    Json layers = Json::array();
    for (const auto &text : c.layersToTransform) {
        const auto number = numberOf("layers_to_transform", text, text);
        if (!number) return unexpected(number.error());
        layers.push_back(asWritten(*number));
    }
    const bool all = std::find(c.targetModules.begin(), c.targetModules.end(), "all-linear") != c.targetModules.end();
    out.update({{"r", c.r},
                {"lora_alpha", asWritten(c.loraAlpha)},
                {"lora_dropout", c.loraDropout},
                {"use_rslora", c.useRslora},
                {"use_dora", c.useDora},
                {"rank_pattern", *ranks},
                {"alpha_pattern", *alphas},
                {"bias", c.bias}});
    out["target_modules"] = all ? Json("all-linear") : namesJson(c.targetModules);
    out["exclude_modules"] = namesJson(c.excludeModules);
    out["modules_to_save"] = c.modulesToSave.empty() ? Json() : Json(c.modulesToSave);
    if (!layers.empty()) out["layers_to_transform"] = layers;
    if (c.initLoraWeights == "gaussian") out["init_lora_weights"] = "gaussian";
    return out;
}

at::Tensor deltaWeight(const at::Tensor &a_RI, const at::Tensor &b_OR, double scaling) {
    return at::matmul(b_OR, a_RI) * scaling;
}

Status attachLora(Decoder &model, const LoraConfig &config, const std::string &name, std::uint64_t seed) {
    auto json = peftJsonOf(config);
    if (!json) return unexpected(json.error());
    if (model.config().headKind !=
        HeadKind::LanguageModel) { // a new head is nothing without its training, and PEFT adds these names
        std::vector<std::string> saved = config.modulesToSave;
        for (const char *module : {"classifier", "score"})
            if (std::find(saved.begin(), saved.end(), module) == saved.end()) saved.emplace_back(module);
        (*json)["modules_to_save"] = saved;
    }
    auto read = parseAdapterConfig(*json, "");
    if (!read) return unexpected(read.error());
    for (auto &named : model.parameters()) named.tensor.requires_grad_(false);
    auto adapter = std::make_shared<Adapter>();
    adapter->name = name;
    adapter->dropout = config.loraDropout;
    adapter->config = std::move(*read);
    const c10::Device device = model.placement().device;
    if (adapter->config.kind == AdapterKind::Lora) {
        if (auto attached = attachTerms(model, adapter, config, seed); !attached) return attached;
    } else {
        const auto &c = model.config();
        Rng rng(seed, "virtual_tokens");
        const std::int64_t width =
            adapter->config.kind == AdapterKind::PromptTuning ? c.hiddenSize : c.layers * 2 * c.kvHeads * c.headDim;
        adapter->virtualTokens = drawn({config.numVirtualTokens, width}, rng, 1, true, device);
    }
    for (auto &[parameter, storedAs] : wholeParameters(model, adapter->config))
        adapter->replaced.push_back({parameter, storedAs, model.parameter(parameter).detach().to(at::kFloat).clone()});
    describeBase(model, *adapter);
    if (auto added = model.addAdapter(adapter); !added) return added;
    for (auto &named : adapterTensors(model, *adapter)) named.tensor.requires_grad_(true);
    return {};
}

Status startFromAdapter(Decoder &model, const fs::path &folder) {
    const Adapter &own = *model.adapters.back();
    const auto read = readAdapterConfig(folder / "adapter_config.json");
    if (!read) return unexpected(read.error());
    const fs::path file = folder / "adapter_model.safetensors";
    for (const Linear *linear : model.linears())
        if (!linear->lora.empty() &&
            (read->kind != own.config.kind || read->scalingOf(linear->path) != own.config.scalingOf(linear->path) ||
             read->dora != own.config.dora))
            return fail({.code = "adapter.other_config",
                         .message = "the adapter to start from is of another kind than the run trains",
                         .file = file.string(),
                         .field = linear->path,
                         .found = {"scaling {0}", read->scalingOf(linear->path)},
                         .expected = {"the run's lora_alpha, r, use_rslora and use_dora: scaling {0}",
                                      own.config.scalingOf(linear->path)}});
    return copyAdapterWeights(model, own, file);
}

} // namespace lapidary
