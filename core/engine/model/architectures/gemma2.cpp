// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/architectures/gemma2.h"
#include "core/engine/model/architectures/common.h"
#include <cmath>

namespace lapidary {

Result<DecoderConfig> readGemma2(const Json &config, const std::string &file) {
    ConfigReader read(config, file);
    DecoderConfig c = readShape(read, "gemma2", {.kvHeads = 4, .headDim = 256, .maxPositions = 8192, .tied = true});
    gemmaBlocks(read, c);
    c.activation = read.activation("hidden_activation", "gelu_pytorch_tanh");
    c.names.afterAttention = "post_attention_layernorm";
    c.names.beforeMlp = "pre_feedforward_layernorm";
    c.names.afterMlp = "post_feedforward_layernorm";
    c.attentionSoftcap = read.isNull("attn_logit_softcapping") ? 0 : read.positive("attn_logit_softcapping", 50.0);
    c.finalSoftcap = read.isNull("final_logit_softcapping") ? 0 : read.positive("final_logit_softcapping", 30.0);
    c.ropes = {readRope(read, c.headDim, c.maxPositions)};
    std::vector<std::string> types = read.layerTypes(c.layers);
    for (std::int64_t i = static_cast<std::int64_t>(types.size()); i < c.layers; ++i)
        types.push_back(i % 2 == 0 ? "sliding_attention" : "full_attention");
    windowLayers(c, types, read.isNull("sliding_window") ? 0 : read.size("sliding_window", 1 << 24, 4096));
    const double scale = 1 / std::sqrt(read.positive("query_pre_attn_scalar", 256.0));
    for (auto &layer : c.layerConfigs) layer.scale = scale;
    c.pad = 0; // where the config does not say
    return read.result(std::move(c));
}

Json tinyGemma2() {
    Json config = tinyShape("Gemma2ForCausalLM", "gemma2");
    config.update({{"query_pre_attn_scalar", 12},
                   {"sliding_window", 6},
                   {"attn_logit_softcapping", 2.0},
                   {"final_logit_softcapping", 4.0}});
    return config;
}

} // namespace lapidary
