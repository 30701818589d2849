// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/config.h"
#include "tests/fuzz/targets.h"
#include <cmath>

namespace lapidary::fuzz {

/// config.json, NUL, generation_config.json. What is believed can be allocated and computed with.
void model_config(std::string_view bytes) {
    const auto [model, generation] = atNul(bytes);
    const auto json = parseJson(model, {}, "x");
    if (!json) return;
    auto c = parseModelConfig(*json, "x");
    if (!c) return promise(!c.error().code.empty() && describe(c.error()).starts_with("x"));
    for (const auto size : {c->vocabSize, c->hiddenSize, c->intermediateSize, c->layers, c->heads, c->kvHeads,
                            c->headDim, c->maxPositions})
        promise(size >= 1 && size <= 1 << 24);
    promise(c->heads % c->kvHeads == 0 && c->normEps > 0 && c->parameterCount() > 0);
    promise((c->headKind == HeadKind::LanguageModel) == (c->labels == 0) &&
            c->layerConfigs.size() <= static_cast<std::size_t>(c->layers));
    for (std::int64_t i = 0; i < c->layers; ++i) {
        const LayerConfig layer = c->layer(i);
        promise(layer.window >= 0 && layer.rope >= -1 && layer.rope < static_cast<int>(c->ropes.size()) &&
                std::isfinite(layer.scale) && layer.scale > 0);
    }
    for (const auto &rope : c->ropes)
        promise(rope.theta > 0 && std::isfinite(rope.theta) && 2 * rope.pairs() <= c->headDim + 1 &&
                std::isfinite(rope.attentionFactor));
    promise(c->stretchAt(1).size() == c->ropes.size() && c->stretchAt(1 << 20).size() == c->ropes.size());
    if (const auto more = parseJson(generation, {}, "y"))
        if (const auto ok = parseGenerationConfig(*more, "y", *c); !ok) promise(!ok.error().code.empty());
}

} // namespace lapidary::fuzz
