// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/architectures/registry.h"
#include "core/engine/model/architectures/gemma.h"
#include "core/engine/model/architectures/gemma2.h"
#include "core/engine/model/architectures/gemma3.h"
#include "core/engine/model/architectures/gpt2.h"
#include "core/engine/model/architectures/gpt_neox.h"
#include "core/engine/model/architectures/llama.h"
#include "core/engine/model/architectures/mistral.h"
#include "core/engine/model/architectures/phi3.h"
#include "core/engine/model/architectures/qwen2.h"
#include "core/engine/model/architectures/qwen3.h"
#include "core/engine/model/architectures/smollm3.h"

namespace lapidary {

std::span<const Architecture> architectures() {
    static constexpr Architecture list[] = {
        {"LlamaForCausalLM", "llama", readLlama, tinyLlama},
        {"SmolLM3ForCausalLM", "smollm3", readSmolLm3, tinySmolLm3},
        {"MistralForCausalLM", "mistral", readMistral, tinyMistral},
        {"Qwen2ForCausalLM", "qwen2", readQwen2, tinyQwen2},
        {"Qwen3ForCausalLM", "qwen3", readQwen3, tinyQwen3},
        {"GemmaForCausalLM", "gemma", readGemma, tinyGemma},
        {"Gemma2ForCausalLM", "gemma2", readGemma2, tinyGemma2},
        {"Gemma3ForCausalLM", "gemma3_text", readGemma3, tinyGemma3},
        {"Phi3ForCausalLM", "phi3", readPhi3, tinyPhi3},
        {"GPT2LMHeadModel", "gpt2", readGpt2, tinyGpt2},
        {"GPTNeoXForCausalLM", "gpt_neox", readGptNeoX, tinyGptNeoX},
    };
    return list;
}

} // namespace lapidary
