// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/architectures/common.h"
#include <cmath>

namespace lapidary {

DecoderConfig readShape(ConfigReader &read, const char *modelType, const ShapeDefaults &defaults) {
    DecoderConfig c;
    read.only("model_type", {modelType});
    c.vocabSize = read.size("vocab_size", 1 << 22);
    c.hiddenSize = read.size("hidden_size", 1 << 17);
    c.intermediateSize = read.size("intermediate_size", 1 << 20);
    c.layers = read.size("num_hidden_layers", 1024);
    c.heads = read.size("num_attention_heads", 1024);
    c.kvHeads = read.isNull("num_key_value_heads")
                    ? c.heads
                    : read.size("num_key_value_heads", 1024, defaults.kvHeads.value_or(c.heads));
    c.headDim =
        read.size("head_dim", 1024, defaults.headDim.value_or(std::max<std::int64_t>(1, c.hiddenSize / c.heads)));
    c.maxPositions = read.size("max_position_embeddings", 1 << 24, defaults.maxPositions);
    c.normEps = read.positive("rms_norm_eps", defaults.normEps);
    c.initializerRange = read.positive("initializer_range", 0.02);
    c.tied = read.flag("tie_word_embeddings", defaults.tied);
    read.divides("num_key_value_heads", c.kvHeads, "num_attention_heads", c.heads);
    read.even("head_dim", c.headDim);
    return c;
}

Json tinyShape(const char *architecture, const char *modelType) {
    return {{"architectures", Json::array({architecture})},
            {"model_type", modelType},
            {"vocab_size", 48},
            {"hidden_size", 32},
            {"intermediate_size", 64},
            {"num_hidden_layers", 4},
            {"num_attention_heads", 4},
            {"num_key_value_heads", 2},
            {"head_dim", 8},
            {"max_position_embeddings", 128},
            {"bos_token_id", 1},
            {"eos_token_id", 2},
            {"pad_token_id", 0}};
}

void windowLayers(DecoderConfig &c, const std::vector<std::string> &types, std::int64_t window) {
    c.layerConfigs.resize(static_cast<std::size_t>(c.layers));
    for (std::size_t i = 0; i < types.size(); ++i)
        if (types[i] == "sliding_attention") c.layerConfigs[i].window = window;
}

void readQwenWindows(ConfigReader &read, DecoderConfig &c) {
    const bool used = read.flag("use_sliding_window", false) && !read.isNull("sliding_window");
    const std::int64_t window = read.size("sliding_window", 1 << 24, 4096), first = read.count("max_window_layers", 28);
    std::vector<std::string> types = read.layerTypes(c.layers);
    for (std::int64_t i = static_cast<std::int64_t>(types.size()); i < c.layers; ++i)
        types.push_back(i >= first ? "sliding_attention" : "full_attention");
    if (used) windowLayers(c, types, window);
}

void gemmaBlocks(ConfigReader &read, DecoderConfig &c) {
    c.normOffset = 1;
    c.embeddingScale = std::sqrt(static_cast<double>(c.hiddenSize));
    c.attentionBias = c.outputBias = read.flag("attention_bias", false);
    read.never("use_bidirectional_attention");
}

} // namespace lapidary
