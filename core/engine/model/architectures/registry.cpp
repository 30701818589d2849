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
        {"LlamaForCausalLM", readLlama, tinyLlama},
        {"SmolLM3ForCausalLM", readSmolLm3, tinySmolLm3},
        {"MistralForCausalLM", readMistral, tinyMistral},
        {"Qwen2ForCausalLM", readQwen2, tinyQwen2},
        {"Qwen3ForCausalLM", readQwen3, tinyQwen3},
        {"GemmaForCausalLM", readGemma, tinyGemma},
        {"Gemma2ForCausalLM", readGemma2, tinyGemma2},
        {"Gemma3ForCausalLM", readGemma3, tinyGemma3},
        {"Phi3ForCausalLM", readPhi3, tinyPhi3},
        {"GPT2LMHeadModel", readGpt2, tinyGpt2},
        {"GPTNeoXForCausalLM", readGptNeoX, tinyGptNeoX},
    };
    return list;
}

} // namespace lapidary
