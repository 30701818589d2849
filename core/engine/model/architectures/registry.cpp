// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/architectures/registry.h"
#include "core/engine/model/architectures/llama.h"

namespace lapidary {

std::span<const Architecture> architectures() {
    static constexpr Architecture list[] = {
        {"LlamaForCausalLM", readLlama, tinyLlama},
    };
    return list;
}

} // namespace lapidary
