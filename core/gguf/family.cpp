// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/family.h"
#include <algorithm>

namespace lapidary::gguf {
namespace {

constexpr NamePair kOutside[] = {{"token_embd", "embed_tokens"}, {"output_norm", "norm"}};
constexpr NamePair kInside[] = {{"attn_norm", "input_layernorm"},    {"ffn_norm", "post_attention_layernorm"},
                                {"attn_q", "self_attn.q_proj"},      {"attn_k", "self_attn.k_proj"},
                                {"attn_v", "self_attn.v_proj"},      {"attn_output", "self_attn.o_proj"},
                                {"attn_q_norm", "self_attn.q_norm"}, {"attn_k_norm", "self_attn.k_norm"},
                                {"ffn_gate", "mlp.gate_proj"},       {"ffn_up", "mlp.up_proj"},
                                {"ffn_down", "mlp.down_proj"}};
constexpr NamePair kFourNorms[] = {{"attn_norm", "input_layernorm"},
                                   {"post_attention_norm", "post_attention_layernorm"},
                                   {"ffn_norm", "pre_feedforward_layernorm"},
                                   {"post_ffw_norm", "post_feedforward_layernorm"},
                                   {"attn_q", "self_attn.q_proj"},
                                   {"attn_k", "self_attn.k_proj"},
                                   {"attn_v", "self_attn.v_proj"},
                                   {"attn_output", "self_attn.o_proj"},
                                   {"attn_q_norm", "self_attn.q_norm"},
                                   {"attn_k_norm", "self_attn.k_norm"},
                                   {"ffn_gate", "mlp.gate_proj"},
                                   {"ffn_up", "mlp.up_proj"},
                                   {"ffn_down", "mlp.down_proj"}};
constexpr NamePair kPhi3[] = {{"attn_norm", "input_layernorm"},   {"ffn_norm", "post_attention_layernorm"},
                              {"attn_qkv", "self_attn.qkv_proj"}, {"attn_output", "self_attn.o_proj"},
                              {"ffn_up", "mlp.gate_up_proj"},     {"ffn_down", "mlp.down_proj"}};
constexpr NamePair kGpt2Outside[] = {{"token_embd", "wte"}, {"position_embd", "wpe"}, {"output_norm", "ln_f"}};
constexpr NamePair kGpt2[] = {{"attn_norm", "ln_1"},          {"ffn_norm", "ln_2"},   {"attn_qkv", "attn.c_attn"},
                              {"attn_output", "attn.c_proj"}, {"ffn_up", "mlp.c_fc"}, {"ffn_down", "mlp.c_proj"}};
constexpr NamePair kNeoXOutside[] = {{"token_embd", "embed_in"}, {"output_norm", "final_layer_norm"}};
constexpr NamePair kNeoX[] = {{"attn_norm", "input_layernorm"},          {"ffn_norm", "post_attention_layernorm"},
                              {"attn_qkv", "attention.query_key_value"}, {"attn_output", "attention.dense"},
                              {"ffn_up", "mlp.dense_h_to_4h"},           {"ffn_down", "mlp.dense_4h_to_h"}};

/// Where two have the same name here, the first is what a file means that does not say more.
constexpr Family kFamilies[] = {
    {"llama", "llama", "LlamaForCausalLM", "model", "layers", "lm_head", kOutside, kInside, true},
    {"llama", "mistral", "MistralForCausalLM", "model", "layers", "lm_head", kOutside, kInside, true},
    {"smollm3", "smollm3", "SmolLM3ForCausalLM", "model", "layers", "lm_head", kOutside, kInside, true},
    {"qwen2", "qwen2", "Qwen2ForCausalLM", "model", "layers", "lm_head", kOutside, kInside},
    {"qwen3", "qwen3", "Qwen3ForCausalLM", "model", "layers", "lm_head", kOutside, kInside},
    {"gemma", "gemma", "GemmaForCausalLM", "model", "layers", "lm_head", kOutside, kInside, false, false, true},
    {"gemma2", "gemma2", "Gemma2ForCausalLM", "model", "layers", "lm_head", kOutside, kFourNorms, false, false, true},
    {"gemma3", "gemma3_text", "Gemma3ForCausalLM", "model", "layers", "lm_head", kOutside, kFourNorms, false, false,
     true},
    {"phi3", "phi3", "Phi3ForCausalLM", "model", "layers", "lm_head", kOutside, kPhi3},
    {"gpt2", "gpt2", "GPT2LMHeadModel", "transformer", "h", "lm_head", kGpt2Outside, kGpt2, false, true},
    {"gptneox", "gpt_neox", "GPTNeoXForCausalLM", "gpt_neox", "layers", "embed_out", kNeoXOutside, kNeoX, false, false,
     false, true},
};

/// "blk.3.attn_q.weight" in its three parts: 3, attn_q, .weight.
struct Parts {
    std::string layer{}, stem{}, ending{};
};

/// `before`: what stands before the number of a layer.
std::optional<Parts> partsOf(std::string_view name, std::string_view before) {
    Parts out;
    for (const std::string_view ending : {".weight", ".bias"})
        if (name.ends_with(ending)) out.ending = ending;
    if (out.ending.empty()) return std::nullopt;
    name.remove_suffix(out.ending.size());
    if (name.starts_with(before)) {
        name.remove_prefix(before.size());
        const auto dot = name.find('.');
        if (dot == name.npos || dot == 0 || dot > 6 ||
            !std::all_of(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(dot),
                         [](char c) { return c >= '0' && c <= '9'; }))
            return std::nullopt;
        out.layer = name.substr(0, dot);
        name.remove_prefix(dot + 1);
    }
    out.stem = name;
    return out;
}

std::string layersOf(const Family &family) {
    return std::string(family.body) + "." + family.layers + ".";
}

} // namespace

const Family *familyNamed(std::string_view name) {
    const auto found =
        std::find_if(std::begin(kFamilies), std::end(kFamilies), [&](const auto &each) { return name == each.name; });
    return found == std::end(kFamilies) ? nullptr : found;
}

const Family *familyOfModel(std::string_view modelType) {
    const auto found = std::find_if(std::begin(kFamilies), std::end(kFamilies),
                                    [&](const auto &each) { return modelType == each.modelType; });
    return found == std::end(kFamilies) ? nullptr : found;
}

std::string familyNames() {
    std::string list;
    std::string_view last;
    for (const auto &family : kFamilies)
        if (last != family.name) list += (list.empty() ? "" : ", ") + std::string(last = family.name);
    return list;
}

std::optional<std::string> nameThere(const Family &family, std::string_view here) {
    const auto parts = partsOf(here, "blk.");
    if (!parts) return std::nullopt;
    if (parts->layer.empty() && parts->stem == "output") return family.head + parts->ending;
    for (const auto &pair : parts->layer.empty() ? family.outside : family.inside)
        if (parts->stem == pair.here)
            return (parts->layer.empty() ? std::string(family.body) + "." : layersOf(family) + parts->layer + ".") +
                   pair.there + parts->ending;
    return std::nullopt;
}

std::optional<std::string> nameHere(const Family &family, std::string_view there) {
    auto parts = partsOf(there, layersOf(family));
    if (!parts) return std::nullopt;
    if (parts->layer.empty() && parts->stem == family.head) return "output" + parts->ending;
    const std::string body = std::string(family.body) + ".";
    if (parts->layer.empty() && parts->stem.starts_with(body)) parts->stem.erase(0, body.size());
    for (const auto &pair : parts->layer.empty() ? family.outside : family.inside)
        if (parts->stem == pair.there)
            return (parts->layer.empty() ? "" : "blk." + parts->layer + ".") + pair.here + parts->ending;
    return std::nullopt;
}

Change changeOf(const Family &family, std::string_view here, std::size_t dimensions) {
    const auto parts = partsOf(here, "blk.");
    if (!parts) return Change::None;
    const bool inLayer = !parts->layer.empty();
    if (family.halves && inLayer && (parts->stem == "attn_q" || parts->stem == "attn_k")) return Change::Halves;
    if (family.transposed && inLayer && dimensions == 2) return Change::Transposed;
    if (family.byHead && inLayer && parts->stem == "attn_qkv") return Change::ByHead;
    if (family.minusOne && parts->stem.ends_with("norm") && parts->ending == ".weight") return Change::MinusOne;
    return Change::None;
}

} // namespace lapidary::gguf
