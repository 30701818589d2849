// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/decoder.h"

namespace lapidary {

/// A random decoder with logits spread wide enough that a mistake moves them: grouped queries, tied head, 64 positions.
inline std::unique_ptr<Decoder> tinyDecoder(std::int64_t vocabulary = 96) {
    const DecoderConfig config{.architecture = "LlamaForCausalLM",
                               .vocabSize = vocabulary,
                               .hiddenSize = 64,
                               .intermediateSize = 112,
                               .layers = 3,
                               .heads = 4,
                               .kvHeads = 2,
                               .headDim = 16,
                               .maxPositions = 96,
                               .tied = true,
                               .initializerRange = 0.2,
                               .eos = {2}};
    auto model = std::make_unique<Decoder>(config, Placement{});
    model->initialise(1);
    return model;
}

} // namespace lapidary
