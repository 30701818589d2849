// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

namespace lapidary {

/// What stands on the last hidden states.
enum class HeadKind {
    LanguageModel, ///< lm_head: a logit for every token of the vocabulary
    Sequence,      ///< …ForSequenceClassification: num_labels scores of the last real token, without a bias
    Token,         ///< …ForTokenClassification: num_labels scores of every token, with a bias
};

/// What a decoder-only transformer needs to know, whatever its family calls it in config.json.
struct DecoderConfig {
    std::string architecture; ///< as in config.json "architectures", e.g. "LlamaForCausalLM"
    std::int64_t vocabSize = 0, hiddenSize = 0, intermediateSize = 0;
    std::int64_t layers = 0, heads = 0, kvHeads = 0, headDim = 0;
    std::int64_t maxPositions = 2048;
    double normEps = 1e-6;
    double ropeTheta = 10000.0;
    bool attentionBias = false; ///< q, k, v and o
    bool mlpBias = false;
    bool tied = false; ///< lm_head shares the embedding
    double initializerRange = 0.02;
    HeadKind headKind = HeadKind::LanguageModel;
    std::int64_t labels = 0; ///< rows of a classification head
    std::optional<std::int64_t> bos{}, pad{};
    std::vector<std::int64_t> eos{};
    Json raw = Json::object(); ///< config.json as it was read, written back on export

    std::int64_t parameterCount() const;
};

/// Reads config.json (and the end tokens of generation_config.json). Sizes are checked for sense before anything is
/// allocated; unknown architectures, custom code and unsupported options are refused by name.
Result<DecoderConfig> readModelConfig(const fs::path &folder);
Result<DecoderConfig> parseModelConfig(const Json &config, const std::string &file);

} // namespace lapidary
