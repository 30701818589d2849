// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/architectures/llama.h"
#include "core/engine/model/config_reader.h"

namespace lapidary {

Result<DecoderConfig> readLlama(const Json &config, const std::string &file) {
    ConfigReader read(config, file);
    DecoderConfig c;
    c.vocabSize = read.size("vocab_size", 1 << 22);
    c.hiddenSize = read.size("hidden_size", 1 << 17);
    c.intermediateSize = read.size("intermediate_size", 1 << 20);
    c.layers = read.size("num_hidden_layers", 1024);
    c.heads = read.size("num_attention_heads", 1024);
    c.kvHeads = read.size("num_key_value_heads", 1024, c.heads);
    c.headDim = read.size("head_dim", 1024, c.heads > 0 ? c.hiddenSize / c.heads : 0);
    c.maxPositions = read.size("max_position_embeddings", 1 << 21, 2048);
    c.normEps = read.positive("rms_norm_eps", 1e-6);
    c.initializerRange = read.positive("initializer_range", 0.02);
    c.attentionBias = read.flag("attention_bias", false);
    c.mlpBias = read.flag("mlp_bias", false);
    c.tied = read.flag("tie_word_embeddings", false);
    c.ropeTheta = read.ropeTheta(10000.0);
    read.only("hidden_act", {"silu"});
    read.only("model_type", {"llama"});
    read.plainRope();
    read.divides("num_key_value_heads", c.kvHeads, "num_attention_heads", c.heads);
    read.even("head_dim", c.headDim);
    return read.result(std::move(c));
}

Json tinyLlama() {
    return {{"architectures", Json::array({"LlamaForCausalLM"})},
            {"model_type", "llama"},
            {"vocab_size", 48},
            {"hidden_size", 32},
            {"intermediate_size", 64},
            {"num_hidden_layers", 2},
            {"num_attention_heads", 4},
            {"num_key_value_heads", 2},
            {"max_position_embeddings", 128},
            {"hidden_act", "silu"},
            {"tie_word_embeddings", true},
            {"bos_token_id", 1},
            {"eos_token_id", 2},
            {"pad_token_id", 0}};
}

} // namespace lapidary
