// SPDX-License-Identifier: Apache-2.0
// Layouts of huggingface/transformers 5: GenericForSequenceClassification and GenericForTokenClassification.
#include "core/engine/model/heads.h"
#include <array>

namespace lapidary {
namespace {

constexpr std::int64_t kMostLabels = 1 << 16;
constexpr std::string_view kSequence = "ForSequenceClassification", kToken = "ForTokenClassification";

} // namespace

/// Gemma 3 is the one whose text-only heads have a name of their own.
std::string stemOf(std::string_view causal) {
    for (const std::string_view end : {"ForCausalLM", "LMHeadModel"})
        if (causal.ends_with(end)) causal.remove_suffix(end.size());
    return std::string(causal == "Gemma3" ? "Gemma3Text" : causal);
}

std::optional<HeadKind> headOn(std::string_view causal, std::string_view name) {
    if (name == causal) return HeadKind::LanguageModel;
    const std::string stem = stemOf(causal);
    if (!name.starts_with(stem)) return std::nullopt;
    name.remove_prefix(stem.size());
    if (name == kSequence) return HeadKind::Sequence;
    if (name == kToken) return HeadKind::Token;
    return std::nullopt;
}

Status readHead(const Json &config, const std::string &file, HeadKind kind, DecoderConfig &into) {
    into.headKind = kind;
    if (kind == HeadKind::LanguageModel) return {};
    const Json names = config.value("id2label", Json()), number = config.value("num_labels", Json());
    const auto refuse = [&](const char *field, const Json &found, Sentence expected) {
        return fail({.code = "model.bad_config",
                     .message = "a field has no sensible value",
                     .file = file,
                     .field = field,
                     .found = found.dump().substr(0, 60),
                     .expected = std::move(expected)});
    };
    into.labels = 2; // what transformers assumes
    if (!names.is_null()) {
        if (!names.is_object() || names.empty()) return refuse("/id2label", names, "an object that names every label");
        into.labels = static_cast<std::int64_t>(names.size());
    } else if (!number.is_null()) {
        const bool fits =
            number.is_number_integer() && number.get<double>() >= 1 && number.get<double>() <= kMostLabels;
        if (!fits) return refuse("/num_labels", number, {"a whole number from 1 to {0}", kMostLabels});
        into.labels = number.get<std::int64_t>();
    }
    return {};
}

DecoderConfig withHead(DecoderConfig config, HeadKind kind, std::int64_t labels) {
    std::string_view stem = config.architecture;
    for (const std::string_view end : {kSequence, kToken})
        if (config.headKind != HeadKind::LanguageModel && stem.ends_with(end)) stem.remove_suffix(end.size());
    config.architecture = stemOf(stem) + std::string(kind == HeadKind::Sequence ? kSequence : kToken);
    config.headKind = kind;
    config.labels = labels;
    Json names = Json::object(), numbers = Json::object();
    for (std::int64_t i = 0; i < labels; ++i) {
        const std::string label = "LABEL_" + std::to_string(i);
        names[std::to_string(i)] = label;
        numbers[label] = i;
    }
    config.raw["architectures"] = Json::array({config.architecture});
    config.raw["id2label"] = std::move(names);
    config.raw["label2id"] = std::move(numbers);
    config.raw.erase("num_labels");
    return config;
}

Status mustSpeak(const DecoderConfig &config) {
    if (config.headKind == HeadKind::LanguageModel) return {};
    return fail({.code = "model.no_language",
                 .message = "this model gives scores, not tokens",
                 .found = config.architecture,
                 .expected = "a language model",
                 .remedy = "Ask it for scores, or use the model that it was made from."});
}

Status mustScore(const DecoderConfig &config) {
    if (config.headKind != HeadKind::LanguageModel) return {};
    return fail(
        {.code = "model.no_scores",
         .message = "this model gives tokens, not scores",
         .found = config.architecture,
         .expected =
             "a reward model: an architecture that ends with ForSequenceClassification or ForTokenClassification",
         .remedy = "Train a reward model from it first."});
}

} // namespace lapidary
