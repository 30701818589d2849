// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/architectures/smollm3.h"
#include "core/engine/model/architectures/common.h"

namespace lapidary {
namespace {

/// 1 or true where a layer has rotary positions.
std::vector<bool> ropeLayers(ConfigReader &read, std::int64_t layers) {
    const std::int64_t interval = read.size("no_rope_layer_interval", 1024, 4);
    const auto listed = read.perLayer("no_rope_layers", layers);
    std::vector<bool> out;
    for (std::int64_t i = 0; i < layers; ++i) {
        if (listed.empty()) {
            out.push_back((i + 1) % interval != 0);
            continue;
        }
        const Json &entry = listed[static_cast<std::size_t>(i)];
        if (!entry.is_boolean() && entry != 0 && entry != 1)
            read.refuse("no_rope_layers", entry.dump().substr(0, 60), "0 or 1 for each layer");
        out.push_back(entry == 1 || entry == true);
    }
    return out;
}

} // namespace

Result<DecoderConfig> readSmolLm3(const Json &config, const std::string &file) {
    ConfigReader read(config, file);
    DecoderConfig c = readShape(read, "smollm3", {.kvHeads = 4, .maxPositions = 32768, .tied = true});
    c.activation = read.activation("hidden_act", "silu");
    c.attentionBias = c.outputBias = read.flag("attention_bias", false);
    c.mlpBias = read.flag("mlp_bias", false);
    c.ropes = {readRope(read, c.headDim, c.maxPositions, {.theta = 2000000})};
    const auto rope = ropeLayers(read, c.layers);
    std::vector<std::string> types = read.layerTypes(c.layers);
    if (types.empty())
        for (const bool has : rope) types.push_back(has ? "full_attention" : "sliding_attention");
    const bool windows = read.flag("use_sliding_window", false) && read.has("sliding_window");
    c.layerConfigs.resize(rope.size());
    if (windows) windowLayers(c, types, read.size("sliding_window", 1 << 24));
    for (std::size_t i = 0; i < rope.size(); ++i) c.layerConfigs[i].rope = rope[i] ? 0 : -1;
    c.pad = 128004; // where the config does not say
    return read.result(std::move(c));
}

Json tinySmolLm3() {
    Json config = tinyShape("SmolLM3ForCausalLM", "smollm3");
    config.update({{"no_rope_layers", {1, 0, 1, 0}}, {"use_sliding_window", true}, {"sliding_window", 6}});
    return config;
}

} // namespace lapidary
