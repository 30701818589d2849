// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/architectures/gpt_neox.h"
#include "core/engine/model/config_reader.h"

namespace lapidary {

Result<DecoderConfig> readGptNeoX(const Json &config, const std::string &file) {
    ConfigReader read(config, file);
    DecoderConfig c;
    read.only("model_type", {"gpt_neox"});
    c.vocabSize = read.size("vocab_size", 1 << 22);
    c.hiddenSize = read.size("hidden_size", 1 << 17);
    c.intermediateSize = read.size("intermediate_size", 1 << 20);
    c.layers = read.size("num_hidden_layers", 1024);
    c.heads = c.kvHeads = read.size("num_attention_heads", 1024);
    read.divides("num_attention_heads", c.heads, "hidden_size", c.hiddenSize);
    c.headDim = std::max<std::int64_t>(1, c.hiddenSize / c.heads);
    c.maxPositions = read.size("max_position_embeddings", 1 << 24, 2048);
    c.normEps = read.positive("layer_norm_eps", 1e-5);
    c.initializerRange = read.positive("initializer_range", 0.02);
    c.tied = read.flag("tie_word_embeddings", false);
    c.activation = read.activation("hidden_act", "gelu");
    c.parallelResidual = read.flag("use_parallel_residual", true);
    c.attentionBias = c.outputBias = read.flag("attention_bias", true);
    c.mlpBias = c.layerNorm = c.qkvByHead = true;
    c.gated = false;
    c.ropes = {readRope(read, c.headDim, c.maxPositions,
                        {.thetaKey = "rotary_emb_base", .partialKey = "rotary_pct", .partial = 0.25})};
    c.names = {.body = "gpt_neox",
               .embedding = "embed_in",
               .finalNorm = "final_layer_norm",
               .head = "embed_out",
               .attentionIn = {"attention.query_key_value"},
               .attentionOut = "attention.dense",
               .mlpIn = {"mlp.dense_h_to_4h"},
               .mlpOut = "mlp.dense_4h_to_h",
               .tokenHead = "classifier"};
    c.learnsPad = true;
    return read.result(std::move(c));
}

Json tinyGptNeoX() {
    return {{"architectures", Json::array({"GPTNeoXForCausalLM"})},
            {"model_type", "gpt_neox"},
            {"vocab_size", 48},
            {"hidden_size", 32},
            {"intermediate_size", 64},
            {"num_hidden_layers", 3},
            {"num_attention_heads", 4},
            {"max_position_embeddings", 128},
            {"rotary_pct", 0.5},
            {"bos_token_id", 1},
            {"eos_token_id", 2}};
}

} // namespace lapidary
