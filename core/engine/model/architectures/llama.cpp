// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/architectures/llama.h"
#include "core/engine/model/architectures/common.h"

namespace lapidary {

Result<DecoderConfig> readLlama(const Json &config, const std::string &file) {
    ConfigReader read(config, file);
    DecoderConfig c = readShape(read, "llama");
    c.activation = read.activation("hidden_act", "silu");
    c.attentionBias = c.outputBias = read.flag("attention_bias", false);
    c.mlpBias = read.flag("mlp_bias", false);
    c.ropes = {readRope(read, c.headDim, c.maxPositions)};
    return read.result(std::move(c));
}

Json tinyLlama() {
    Json config = tinyShape("LlamaForCausalLM", "llama");
    config.update({{"hidden_act", "silu"}, {"tie_word_embeddings", true}});
    return config;
}

} // namespace lapidary
