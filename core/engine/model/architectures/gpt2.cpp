// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/architectures/gpt2.h"
#include "core/engine/model/config_reader.h"
#include <cmath>

namespace lapidary {

Result<DecoderConfig> readGpt2(const Json &config, const std::string &file) {
    ConfigReader read(config, file);
    DecoderConfig c;
    read.only("model_type", {"gpt2"});
    c.vocabSize = read.size("vocab_size", 1 << 22);
    c.hiddenSize = read.size("n_embd", 1 << 17);
    c.intermediateSize = read.size("n_inner", 1 << 20, 4 * c.hiddenSize);
    c.layers = read.size("n_layer", 1024);
    c.heads = c.kvHeads = read.size("n_head", 1024);
    read.divides("n_head", c.heads, "n_embd", c.hiddenSize);
    c.headDim = std::max<std::int64_t>(1, c.hiddenSize / c.heads);
    c.maxPositions = read.size("n_positions", 1 << 21, 1024);
    c.normEps = read.positive("layer_norm_epsilon", 1e-5);
    c.initializerRange = read.positive("initializer_range", 0.02);
    c.tied = read.flag("tie_word_embeddings", true);
    c.activation = read.activation("activation_function", "gelu_new");
    read.never("add_cross_attention");
    c.attentionBias = c.outputBias = c.mlpBias = true;
    c.layerNorm = c.transposed = true;
    c.gated = false;
    c.ropes.clear();
    const double scale = read.flag("scale_attn_weights", true) ? 1 / std::sqrt(static_cast<double>(c.headDim)) : 1;
    const bool byLayer = read.flag("scale_attn_by_inverse_layer_idx", false);
    for (std::int64_t i = 0; i < c.layers; ++i)
        c.layerConfigs.push_back({.rope = -1, .scale = byLayer ? scale / static_cast<double>(i + 1) : scale});
    c.names = {.body = "transformer",
               .embedding = "wte",
               .positions = "wpe",
               .layers = "h",
               .finalNorm = "ln_f",
               .attentionIn = {"attn.c_attn"},
               .attentionOut = "attn.c_proj",
               .mlpIn = {"mlp.c_fc"},
               .mlpOut = "mlp.c_proj",
               .beforeAttention = "ln_1",
               .beforeMlp = "ln_2",
               .tokenHead = "classifier"};
    c.learnsPad = true;
    return read.result(std::move(c));
}

Json tinyGpt2() {
    return {{"architectures", Json::array({"GPT2LMHeadModel"})},
            {"model_type", "gpt2"},
            {"vocab_size", 48},
            {"n_embd", 32},
            {"n_head", 4},
            {"n_layer", 3},
            {"n_positions", 128},
            {"bos_token_id", 1},
            {"eos_token_id", 2}};
}

} // namespace lapidary
