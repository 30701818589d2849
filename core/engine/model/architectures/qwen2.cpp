// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/architectures/qwen2.h"
#include "core/engine/model/architectures/common.h"

namespace lapidary {

Result<DecoderConfig> readQwen2(const Json &config, const std::string &file) {
    ConfigReader read(config, file);
    DecoderConfig c = readShape(read, "qwen2", {.kvHeads = 32, .maxPositions = 32768});
    c.activation = read.activation("hidden_act", "silu");
    c.attentionBias = true;
    c.ropes = {readRope(read, c.headDim, c.maxPositions)};
    readQwenWindows(read, c);
    return read.result(std::move(c));
}

Json tinyQwen2() {
    Json config = tinyShape("Qwen2ForCausalLM", "qwen2");
    config.update({{"use_sliding_window", true}, {"sliding_window", 6}, {"max_window_layers", 2}});
    return config;
}

} // namespace lapidary
