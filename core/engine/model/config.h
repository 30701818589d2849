// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/engine/model/rope_config.h"
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

namespace lapidary {

/// What stands on the last hidden states.
enum class HeadKind {
    LanguageModel, ///< lm_head: a logit for every token of the vocabulary
    Sequence,      ///< …ForSequenceClassification: num_labels scores of the last real token, without a bias
    Token,         ///< …ForTokenClassification: num_labels scores of every token, with a bias
};

enum class Activation { Silu, Gelu, GeluTanh, Relu };

/// Where one layer looks.
struct LayerConfig {
    std::int64_t window = 0; ///< a token sees itself and the window - 1 before it; 0: all before it
    int rope = 0;            ///< index into DecoderConfig::ropes; -1: no rotary positions
    double scale = 0;        ///< of the attention scores; 0: 1 / sqrt(headDim)
};

/// Where the weights of a family stand in its files. What a family does not have is empty; a fused projection is one
/// name.
struct TensorNames {
    std::string body = "model"; ///< what stands before all names but that of the head
    std::string embedding = "embed_tokens", positions{}, layers = "layers", finalNorm = "norm", head = "lm_head";
    std::vector<std::string> attentionIn{"self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"};
    std::string attentionOut = "self_attn.o_proj", qNorm{}, kNorm{};
    std::vector<std::string> mlpIn{"mlp.gate_proj", "mlp.up_proj"};
    std::string mlpOut = "mlp.down_proj";
    std::string beforeAttention = "input_layernorm", afterAttention{}, beforeMlp = "post_attention_layernorm",
                afterMlp{};
    std::string sequenceHead = "score", tokenHead = "score";
};

/// What a decoder-only transformer needs to know, whatever its family calls it in config.json.
struct DecoderConfig {
    std::string architecture{}; ///< as in config.json "architectures", e.g. "LlamaForCausalLM"
    std::int64_t vocabSize = 0, hiddenSize = 0, intermediateSize = 0;
    std::int64_t layers = 0, heads = 0, kvHeads = 0, headDim = 0;
    std::int64_t maxPositions = 2048;
    double normEps = 1e-6;
    bool attentionBias = false; ///< q, k and v
    bool outputBias = false;    ///< o
    bool mlpBias = false;
    bool tied = false; ///< lm_head shares the embedding
    double initializerRange = 0.02;
    HeadKind headKind = HeadKind::LanguageModel;
    std::int64_t labels = 0; ///< rows of a classification head
    std::optional<std::int64_t> bos{}, pad{};
    bool learnsPad = false; ///< the input side of pad's embedding is learnt as any other's, as in GPT-2 and GPT-NeoX
    std::vector<std::int64_t> eos{}; ///< the tokens that end a turn

    bool layerNorm = false; ///< with a mean and a bias; otherwise RMSNorm
    double normOffset = 0;  ///< norms multiply by offset + weight
    Activation activation = Activation::Silu;
    bool gated = true;             ///< down(act(gate) * up), otherwise down(act(up))
    bool qkvByHead = false;        ///< a fused projection gives q, k, v of the first head, then of the second, …
    bool parallelResidual = false; ///< attention and MLP read the same x
    bool transposed = false;       ///< files hold the matrices of layers as [in, out]
    double embeddingScale = 1, attentionSoftcap = 0, finalSoftcap = 0; ///< 0: no cap
    std::vector<RopeConfig> ropes{RopeConfig{}};
    std::vector<LayerConfig> layerConfigs{}; ///< empty: all as LayerConfig stands
    TensorNames names{};
    Json raw = Json::object();       ///< config.json as it was read, written back on export
    std::vector<Sentence> notices{}; ///< what a person should know of how the files were read

    std::int64_t parameterCount() const;
    LayerConfig layer(std::int64_t index) const; ///< with its scale worked out
    const std::string &headName() const;
    /// Equal for two lengths of a sequence whose tokens are rotated alike. Where it differs, nothing that was computed
    /// of the shorter one holds for the longer.
    std::vector<std::int64_t> stretchAt(std::int64_t length) const;
    bool dependsOnLength() const;
};

/// Reads config.json, and from the folder all that ends a turn (turnEnds()). Sizes are checked for sense before
/// anything is allocated; unknown architectures, custom code and unsupported options are refused by name.
Result<DecoderConfig> readModelConfig(const fs::path &folder);
Result<DecoderConfig> parseModelConfig(const Json &config, const std::string &file);
/// The end tokens of generation_config.json stand before those of config.json.
Status parseGenerationConfig(const Json &generation, const std::string &file, DecoderConfig &into);

} // namespace lapidary
