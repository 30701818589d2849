// SPDX-License-Identifier: Apache-2.0
// Metadata of a GGUF file → config.json. What a file does not say is what llama.cpp takes for it.
#include "core/gguf/contents.h"
#include <algorithm>
#include <cmath>

namespace lapidary::gguf {
namespace {

/// A model in the making.
struct Making {
    const Contents &contents;
    const Family &family;
    Facts facts;
    Json config = Json::object();
    std::int64_t hidden = 0, heads = 0, headDim = 0, layers = 0;

    bool hasTensor(const std::string &name) const { return contents.find(name) != nullptr; }
    std::int64_t rowsOf(const std::string &name, std::int64_t otherwise) const {
        const Tensor *tensor = contents.find(name);
        return tensor && tensor->shape.size() == 2 ? tensor->shape.front() : otherwise;
    }
};

std::int64_t vocabulary(Making &m) {
    const Json *tokens = m.contents.value("tokenizer.ggml.tokens");
    const auto listed = tokens && tokens->is_array() ? static_cast<std::int64_t>(tokens->size()) : 0;
    return m.rowsOf("token_embd.weight", m.facts.whole("vocab_size", listed));
}

/// What all families since Llama spell alike.
void addShape(Making &m) {
    m.config["vocab_size"] = vocabulary(m);
    m.config["hidden_size"] = m.hidden;
    m.config["intermediate_size"] = m.facts.whole("feed_forward_length");
    m.config["num_hidden_layers"] = m.layers;
    m.config["num_attention_heads"] = m.heads;
    m.config["num_key_value_heads"] = m.facts.whole("attention.head_count_kv", m.heads);
    m.config["head_dim"] = m.headDim;
    m.config["max_position_embeddings"] = m.facts.whole("context_length");
    m.config["rms_norm_eps"] = m.facts.number("attention.layer_norm_rms_epsilon");
    m.config["rope_theta"] = m.facts.number("rope.freq_base", 10000);
    if (const Json scaling = ropeScaling(m.contents, m.facts, m.headDim); !scaling.is_null())
        m.config["rope_scaling"] = scaling;
}

void mustRotateAll(Making &m) {
    if (const std::int64_t dims = m.facts.whole("rope.dimension_count", m.headDim); dims != m.headDim)
        m.facts.refuse("rope.dimension_count", "this family rotates all of a head", std::to_string(dims),
                       std::to_string(m.headDim));
}

void addLlama(Making &m) {
    addShape(m);
    mustRotateAll(m);
    m.config["hidden_act"] = "silu";
    m.config["attention_bias"] = m.hasTensor("blk.0.attn_q.bias");
    m.config["mlp_bias"] = m.hasTensor("blk.0.ffn_up.bias");
    if (std::string_view(m.family.modelType) == "mistral")
        m.config["sliding_window"] = m.facts.whole("attention.sliding_window");
}

void addQwen(Making &m) {
    addShape(m);
    mustRotateAll(m);
    m.config["hidden_act"] = "silu";
    m.config["use_sliding_window"] = false;
    if (std::string_view(m.family.name) == "qwen3") m.config["attention_bias"] = m.hasTensor("blk.0.attn_q.bias");
}

/// Which layers look only so far: a truth for each layer, or every how manieth layer does not.
void addWindows(Making &m, std::int64_t pattern) {
    m.config["sliding_window"] = m.facts.whole("attention.sliding_window", 4096);
    const Json *given = m.contents.value(m.family.name + std::string(".attention.sliding_window_pattern"));
    if (given && given->is_number_unsigned()) pattern = std::max<std::int64_t>(1, given->get<std::int64_t>());
    const bool listed = given && given->is_array() && std::ssize(*given) == m.layers;
    Json types = Json::array();
    for (std::int64_t i = 0; i < std::min<std::int64_t>(m.layers, 1024); ++i) {
        const bool slides = listed ? (*given)[static_cast<std::size_t>(i)] != false : (i + 1) % pattern != 0;
        types.push_back(slides ? "sliding_attention" : "full_attention");
    }
    m.config["layer_types"] = types;
}

/// The largest of each generation scales by the width of a head as if it were hidden size / heads.
void addQueryScale(Making &m, std::int64_t largest) {
    if (const double scale = m.facts.number("attention.scale", 0); scale > 0)
        m.config["query_pre_attn_scalar"] = 1 / (scale * scale);
    else
        m.config["query_pre_attn_scalar"] = m.layers == largest ? m.hidden / m.heads : m.headDim;
}

void addGemma(Making &m) {
    addShape(m);
    m.config["hidden_act"] = m.config["hidden_activation"] = "gelu_pytorch_tanh";
    m.config["attention_bias"] = m.hasTensor("blk.0.attn_q.bias");
}

void addGemma2(Making &m) {
    addGemma(m);
    m.config["attn_logit_softcapping"] = m.facts.number("attn_logit_softcapping", 50);
    m.config["final_logit_softcapping"] = m.facts.number("final_logit_softcapping", 30);
    addWindows(m, 2);
    addQueryScale(m, 46);
}

void addGemma3(Making &m) {
    addGemma(m);
    m.config["rope_theta"] = m.facts.number("rope.freq_base", 1000000);
    m.config["rope_local_base_freq"] = m.facts.number("rope.freq_base_swa", 10000);
    if (const double cap = m.facts.number("final_logit_softcapping", 0); cap > 0)
        m.config["final_logit_softcapping"] = cap;
    addWindows(m, 6);
    addQueryScale(m, 62);
}

void addPhi3(Making &m) {
    addShape(m);
    m.config["hidden_act"] = "silu";
    m.config["original_max_position_embeddings"] =
        m.facts.whole("rope.scaling.original_context_length", m.config["max_position_embeddings"].get<std::int64_t>());
    m.config["partial_rotary_factor"] =
        static_cast<double>(m.facts.whole("rope.dimension_count", m.headDim)) / static_cast<double>(m.headDim);
    if (const std::int64_t window = m.facts.whole("attention.sliding_window", 0); window > 0)
        m.config["sliding_window"] = window;
}

void addGpt2(Making &m) {
    m.config["vocab_size"] = vocabulary(m);
    m.config["n_embd"] = m.hidden;
    m.config["n_head"] = m.heads;
    m.config["n_layer"] = m.layers;
    m.config["n_inner"] = m.facts.whole("feed_forward_length", 4 * m.hidden);
    m.config["n_positions"] = m.rowsOf("position_embd.weight", m.facts.whole("context_length", 1024));
    m.config["layer_norm_epsilon"] = m.facts.number("attention.layer_norm_epsilon");
    m.config["activation_function"] = "gelu_new";
}

void addGptNeoX(Making &m) {
    m.config["vocab_size"] = vocabulary(m);
    m.config["hidden_size"] = m.hidden;
    m.config["intermediate_size"] = m.facts.whole("feed_forward_length");
    m.config["num_hidden_layers"] = m.layers;
    m.config["num_attention_heads"] = m.heads;
    m.config["max_position_embeddings"] = m.facts.whole("context_length");
    m.config["layer_norm_eps"] = m.facts.number("attention.layer_norm_epsilon");
    m.config["rotary_pct"] =
        static_cast<double>(m.facts.whole("rope.dimension_count", m.headDim)) / static_cast<double>(m.headDim);
    m.config["rotary_emb_base"] = m.facts.number("rope.freq_base", 10000);
    m.config["use_parallel_residual"] = m.facts.flag("use_parallel_residual", true);
    m.config["attention_bias"] = m.hasTensor("blk.0.attn_qkv.bias");
    m.config["hidden_act"] = "gelu";
}

void addSmolLm3(Making &m) {
    addLlama(m);
    m.config["no_rope_layer_interval"] = 4; // files do not say it
    m.config["use_sliding_window"] = false;
}

constexpr struct {
    std::string_view name;
    void (*add)(Making &making);
} kFamilies[] = {{"llama", addLlama}, {"smollm3", addSmolLm3}, {"qwen2", addQwen},    {"qwen3", addQwen},
                 {"gemma", addGemma}, {"gemma2", addGemma2},   {"gemma3", addGemma3}, {"phi3", addPhi3},
                 {"gpt2", addGpt2},   {"gptneox", addGptNeoX}};

} // namespace

Result<Json> configOf(const Contents &contents) {
    const auto family = familyOf(contents);
    if (!family) return unexpected(family.error());
    Making making{contents, **family, Facts(contents, std::string((*family)->name) + ".")};
    Facts &facts = making.facts;
    making.hidden = facts.whole("embedding_length");
    making.layers = facts.whole("block_count");
    making.heads = std::max<std::int64_t>(1, facts.whole("attention.head_count"));
    making.headDim = std::max<std::int64_t>(1, facts.whole("attention.key_length", making.hidden / making.heads));
    if (facts.whole("expert_count", 0) > 0)
        facts.refuse("expert_count", "a mixture of experts is not supported",
                     std::to_string(facts.whole("expert_count", 0)), "none", "Use a dense model of the family.");
    making.config["architectures"] = Json::array({(*family)->architecture});
    making.config["model_type"] = (*family)->modelType;
    for (const auto &each : kFamilies)
        if (each.name == (*family)->name) each.add(making);
    making.config["tie_word_embeddings"] = !making.hasTensor("output.weight");
    if (facts.problem()) return fail(*facts.problem());
    making.config.update(generationOf(contents));
    making.config["dtype"] = "float32";
    return std::move(making.config);
}

} // namespace lapidary::gguf
