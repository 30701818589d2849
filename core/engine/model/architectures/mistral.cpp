// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/architectures/mistral.h"
#include "core/engine/model/architectures/common.h"

namespace lapidary {

Result<DecoderConfig> readMistral(const Json &config, const std::string &file) {
    ConfigReader read(config, file);
    DecoderConfig c = readShape(read, "mistral", {.kvHeads = 8, .maxPositions = 131072});
    c.activation = read.activation("hidden_act", "silu");
    c.ropes = {readRope(read, c.headDim, c.maxPositions)};
    if (!read.isNull("sliding_window"))
        windowLayers(c, std::vector<std::string>(static_cast<std::size_t>(c.layers), "sliding_attention"),
                     read.size("sliding_window", 1 << 24, 4096));
    return read.result(std::move(c));
}

Json tinyMistral() {
    Json config = tinyShape("MistralForCausalLM", "mistral");
    config["sliding_window"] = 6;
    return config;
}

} // namespace lapidary
