// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/architectures/qwen3.h"
#include "core/engine/model/architectures/common.h"

namespace lapidary {

Result<DecoderConfig> readQwen3(const Json &config, const std::string &file) {
    ConfigReader read(config, file);
    DecoderConfig c = readShape(read, "qwen3", {.kvHeads = 32, .headDim = 128, .maxPositions = 32768});
    c.activation = read.activation("hidden_act", "silu");
    c.attentionBias = c.outputBias = read.flag("attention_bias", false);
    c.names.qNorm = "self_attn.q_norm";
    c.names.kNorm = "self_attn.k_norm";
    c.ropes = {readRope(read, c.headDim, c.maxPositions)};
    readQwenWindows(read, c);
    return read.result(std::move(c));
}

Json tinyQwen3() {
    Json config = tinyShape("Qwen3ForCausalLM", "qwen3");
    config.update({{"head_dim", 12}, {"tie_word_embeddings", true}});
    return config;
}

} // namespace lapidary
