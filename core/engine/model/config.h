// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

namespace lapidary {

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
