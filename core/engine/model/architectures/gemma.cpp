// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/architectures/gemma.h"
#include "core/engine/model/architectures/common.h"

namespace lapidary {

Result<DecoderConfig> readGemma(const Json &config, const std::string &file) {
    ConfigReader read(config, file);
    DecoderConfig c = readShape(read, "gemma", {.kvHeads = 16, .headDim = 256, .maxPositions = 8192, .tied = true});
    gemmaBlocks(read, c);
    c.activation = read.activation("hidden_act", "gelu_pytorch_tanh");
    if (c.activation == Activation::Gelu)
        c.activation = Activation::GeluTanh; // the first releases said gelu and meant this
    c.ropes = {readRope(read, c.headDim, c.maxPositions)};
    c.pad = 0; // where the config does not say
    return read.result(std::move(c));
}

Json tinyGemma() {
    Json config = tinyShape("GemmaForCausalLM", "gemma");
    config["num_key_value_heads"] = 1;
    return config;
}

} // namespace lapidary
