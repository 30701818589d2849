// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/architectures/gemma3.h"
#include "core/engine/model/architectures/common.h"
#include <cmath>

namespace lapidary {
namespace {

/// Local layers take rope 1, the others rope 0. rope_scaling of transformers 4 stretches the global one alone.
void readRopes(ConfigReader &read, DecoderConfig &c) {
    c.ropes = {readRope(read, c.headDim, c.maxPositions, {.theta = 1000000, .layerType = "full_attention"})};
    std::int64_t ignored = c.maxPositions;
    const RopeDefaults local{.thetaKey = "rope_local_base_freq", .layerType = "sliding_attention"};
    if (read.has("rope_parameters/sliding_attention"))
        c.ropes.push_back(readRope(read, c.headDim, ignored, local));
    else
        c.ropes.push_back({.theta = read.positive(local.thetaKey, local.theta), .dims = c.headDim});
    for (auto &layer : c.layerConfigs) layer.rope = layer.window > 0 ? 1 : 0;
}

} // namespace

Result<DecoderConfig> readGemma3(const Json &config, const std::string &file) {
    ConfigReader read(config, file);
    DecoderConfig c =
        readShape(read, "gemma3_text", {.kvHeads = 4, .headDim = 256, .maxPositions = 131072, .tied = true});
    gemmaBlocks(read, c);
    c.activation = read.activation("hidden_activation", "gelu_pytorch_tanh");
    c.names.qNorm = "self_attn.q_norm";
    c.names.kNorm = "self_attn.k_norm";
    c.names.afterAttention = "post_attention_layernorm";
    c.names.beforeMlp = "pre_feedforward_layernorm";
    c.names.afterMlp = "post_feedforward_layernorm";
    // attn_logit_softcapping is in the file and the reference does not read it.
    c.finalSoftcap = read.has("final_logit_softcapping") ? read.positive("final_logit_softcapping") : 0;
    const std::int64_t pattern = read.size("sliding_window_pattern", 1024, 6);
    std::vector<std::string> types = read.layerTypes(c.layers);
    for (std::int64_t i = static_cast<std::int64_t>(types.size()); i < c.layers; ++i)
        types.push_back((i + 1) % pattern != 0 ? "sliding_attention" : "full_attention");
    windowLayers(c, types, read.size("sliding_window", 1 << 24, 4096));
    readRopes(read, c);
    const double scale = 1 / std::sqrt(read.positive("query_pre_attn_scalar", 256.0));
    for (auto &layer : c.layerConfigs) layer.scale = scale;
    c.pad = 0; // where the config does not say
    return read.result(std::move(c));
}

Json tinyGemma3() {
    Json config = tinyShape("Gemma3ForCausalLM", "gemma3_text");
    config.update({{"query_pre_attn_scalar", 12},
                   {"sliding_window", 6},
                   {"layer_types", {"sliding_attention", "full_attention", "sliding_attention", "full_attention"}}});
    return config;
}

} // namespace lapidary
