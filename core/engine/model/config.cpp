// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/config.h"
#include "core/data/formats/model_folder.h"
#include "core/engine/model/architecture_name.h"
#include "core/engine/model/heads.h"
#include "core/gguf/place.h"
#include "core/text/turn_end.h"
#include <algorithm>
#include <cmath>

namespace lapidary {
namespace {

std::optional<std::int64_t> optionalId(const Json &config, const char *key) {
    if (!config.contains(key) || !config[key].is_number_integer()) return std::nullopt;
    return config[key].get<std::int64_t>();
}

} // namespace

std::int64_t DecoderConfig::parameterCount() const {
    const auto linear = [](std::int64_t out, std::int64_t in, bool bias) { return out * in + (bias ? out : 0); };
    const std::int64_t norm = hiddenSize * (layerNorm ? 2 : 1), into = intermediateSize * (gated ? 2 : 1);
    std::int64_t layer = linear(headDim * (heads + 2 * kvHeads), hiddenSize, attentionBias) +
                         linear(hiddenSize, headDim * heads, outputBias) + linear(into, hiddenSize, mlpBias) +
                         linear(hiddenSize, intermediateSize, mlpBias);
    for (const auto *name : {&names.beforeAttention, &names.afterAttention, &names.beforeMlp, &names.afterMlp})
        layer += name->empty() ? 0 : norm;
    for (const auto *name : {&names.qNorm, &names.kNorm}) layer += name->empty() ? 0 : headDim;
    std::int64_t head = tied ? 0 : vocabSize * hiddenSize;
    if (headKind != HeadKind::LanguageModel) head = linear(labels, hiddenSize, headKind == HeadKind::Token);
    return vocabSize * hiddenSize + (names.positions.empty() ? 0 : maxPositions * hiddenSize) + layers * layer + norm +
           head;
}

LayerConfig DecoderConfig::layer(std::int64_t index) const {
    LayerConfig out = layerConfigs.empty() ? LayerConfig{} : layerConfigs[static_cast<std::size_t>(index)];
    if (out.scale == 0) out.scale = 1.0 / std::sqrt(static_cast<double>(headDim));
    return out;
}

const std::string &DecoderConfig::headName() const {
    return headKind == HeadKind::LanguageModel ? names.head
           : headKind == HeadKind::Sequence    ? names.sequenceHead
                                               : names.tokenHead;
}

std::vector<std::int64_t> DecoderConfig::stretchAt(std::int64_t length) const {
    std::vector<std::int64_t> out;
    for (const auto &rope : ropes) out.push_back(rope.stretchAt(length));
    return out;
}

bool DecoderConfig::dependsOnLength() const {
    return std::any_of(ropes.begin(), ropes.end(), [](const auto &rope) { return rope.dependsOnLength(); });
}

Result<DecoderConfig> parseModelConfig(const Json &config, const std::string &file) {
    if (auto ok = refuseForeignModel(config, file); !ok) return unexpected(ok.error());
    const auto chosen = chosenArchitecture(config, file);
    if (!chosen) return unexpected(chosen.error());
    auto read = chosen->architecture->read(config, file);
    if (!read) return read;
    if (auto ok = readHead(config, file, chosen->head, *read); !ok) return unexpected(ok.error());
    read->architecture = chosen->name;
    read->raw = config;
    if (!chosen->notice.empty()) {
        read->notices.push_back(chosen->notice);
        read->raw["architectures"] = Json::array({chosen->name}); // whoever reads an export should not have to guess
    }
    read->bos = optionalId(config, "bos_token_id");
    if (config.contains("pad_token_id")) read->pad = optionalId(config, "pad_token_id");
    read->eos = namedEnds(config);
    return read;
}

Result<DecoderConfig> readModelConfig(const fs::path &folder) {
    const std::string file = modelFileName(folder, "config.json");
    auto text = readModelFile(folder, "config.json");
    if (!text) return unexpected(text.error());
    const auto json = parseJson(*text, {}, file);
    if (!json) return unexpected(json.error());
    auto config = parseModelConfig(*json, file);
    if (!config) return config;
    if (hasModelFile(folder, "generation_config.json")) {
        const std::string generation = modelFileName(folder, "generation_config.json");
        text = readModelFile(folder, "generation_config.json");
        if (!text) return unexpected(text.error());
        const auto more = parseJson(*text, {}, generation);
        if (!more) return unexpected(more.error());
        if (auto ok = parseGenerationConfig(*more, generation, *config); !ok) return unexpected(ok.error());
    }
    addTurnEnds(folder, config->eos);
    return config;
}

Status parseGenerationConfig(const Json &generation, const std::string &file, DecoderConfig &into) {
    if (!generation.is_object())
        return fail({.code = "json.wrong_type",
                     .message = "wrong type",
                     .file = file,
                     .found = generation.type_name(),
                     .expected = "an object"});
    auto ids = namedEnds(generation);
    ids.insert(ids.end(), into.eos.begin(), into.eos.end());
    into.eos.clear();
    for (const auto id : ids)
        if (std::find(into.eos.begin(), into.eos.end(), id) == into.eos.end()) into.eos.push_back(id);
    return {};
}

} // namespace lapidary
