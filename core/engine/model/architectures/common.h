// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/config_reader.h"

namespace lapidary {

/// What the class of a family's config takes where config.json says nothing.
struct ShapeDefaults {
    std::optional<std::int64_t> kvHeads{}, headDim{}; ///< absent: as many as query heads; hidden_size / heads
    std::int64_t maxPositions = 2048;
    double normEps = 1e-6;
    bool tied = false;
};

/// The sizes that all families since Llama spell alike, checked for sense. Ropes and layers are left to the family.
DecoderConfig readShape(ConfigReader &read, const char *modelType, const ShapeDefaults &defaults = {});

/// A config.json of a few thousand weights with the fields that all families since Llama share.
Json tinyShape(const char *architecture, const char *modelType);

/// A window on the layers of these types; every layer takes rope 0.
void windowLayers(DecoderConfig &config, const std::vector<std::string> &types, std::int64_t window);

/// Qwen's rule where layer_types says nothing: use_sliding_window puts one on the layers from max_window_layers on.
void readQwenWindows(ConfigReader &read, DecoderConfig &config);

/// What the Gemmas share: norms by 1 + weight, embeddings times sqrt(hidden), a query scale of its own.
void gemmaBlocks(ConfigReader &read, DecoderConfig &config);

} // namespace lapidary
