// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/architectures/phi3.h"
#include "core/engine/model/architectures/common.h"

namespace lapidary {

Result<DecoderConfig> readPhi3(const Json &config, const std::string &file) {
    Json settled = config; // "su" and "yarn" are older names of longrope here
    for (const char *place : {"rope_scaling", "rope_parameters"})
        for (const char *key : {"type", "rope_type"})
            if (settled.contains(place) && settled[place].is_object() && settled[place].contains(key) &&
                (settled[place][key] == "su" || settled[place][key] == "yarn"))
                settled[place][key] = "longrope";
    if (!settled.contains("original_max_position_embeddings")) settled["original_max_position_embeddings"] = 4096;
    ConfigReader read(settled, file);
    DecoderConfig c = readShape(read, "phi3", {.maxPositions = 4096, .normEps = 1e-5});
    c.activation = read.activation("hidden_act", "silu");
    c.names.attentionIn = {"self_attn.qkv_proj"};
    c.names.mlpIn = {"mlp.gate_up_proj"};
    c.ropes = {readRope(read, c.headDim, c.maxPositions, {.partialKey = "partial_rotary_factor"})};
    if (c.ropes[0].kind != RopeKind::Default && c.ropes[0].kind != RopeKind::LongRope)
        read.refuse("rope_scaling", "another kind", "longrope");
    if (read.has("sliding_window"))
        windowLayers(c, std::vector<std::string>(static_cast<std::size_t>(c.layers), "sliding_attention"),
                     read.size("sliding_window", 1 << 24));
    c.pad = 32000; // where the config does not say
    return read.result(std::move(c));
}

Json tinyPhi3() {
    Json config = tinyShape("Phi3ForCausalLM", "phi3");
    config.update({{"sliding_window", 6}, {"partial_rotary_factor", 0.5}});
    return config;
}

} // namespace lapidary
