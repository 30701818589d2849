// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/adapters/adapter_config.h"
#include "tests/fuzz/targets.h"
#include <cmath>

namespace lapidary::fuzz {

/// What is believed tells of every module whether it is adapted, and with what rank and scale.
void adapter_config(std::string_view bytes) {
    const auto json = parseJson(bytes, {}, "x");
    if (!json) return;
    const auto c = parseAdapterConfig(*json, "x");
    if (!c) return promise(!c.error().code.empty() && describe(c.error()).starts_with("x"));
    if (c->kind != AdapterKind::Lora) return promise(c->virtualTokens >= 1);
    for (const std::string path : {"model.layers.0.self_attn.q_proj", "model.layers.12.mlp.down_proj",
                                   "transformer.h.3.attn.c_attn", "lm_head", "model.embed_tokens"}) {
        (void)c->targetsModule(path, path == "lm_head");
        (void)c->savesModule(path);
        promise(c->rankOf(path) >= 1 && c->rankOf(path) <= 1 << 20 && std::isfinite(c->scalingOf(path)));
    }
    const auto again = parseAdapterConfig(c->raw, "x");
    promise(again && again->r == c->r && again->alpha == c->alpha && again->layers == c->layers &&
            again->modulesToSave == c->modulesToSave);
}

} // namespace lapidary::fuzz
