// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/decode/kernels.h"
#include "core/engine/model/decoder.h"
#include <optional>

namespace lapidary {

/// What a LoRA term adds to a product: scale * (B A x + bias).
struct DirectLora {
    Matrix a{}, b{};
    Numbers bias{};
    float scale = 1;
};

struct DirectProduct {
    Matrix matrix{};
    Numbers bias{};
    std::vector<DirectLora> lora{};
};

struct DirectLayer {
    NormOf beforeAttention{}, afterAttention{}, beforeMlp{}, afterMlp{}, qNorm{}, kNorm{}; ///< without weight: none
    std::vector<DirectProduct> attentionIn{}, mlpIn{};
    DirectProduct attentionOut{}, mlpOut{};
    const Attention *attention = nullptr;
    GateOf gate{};
    bool gated = true;
};

/// The weights of a model where they lie. Good until one of them is replaced, so that it is made anew for every pass.
struct DirectModel {
    Numbers embedding{}, positions{};
    std::vector<DirectLayer> layers{};
    NormOf finalNorm{};
};

/// Nothing where something of the model is beyond the kernels: four-bit weights, half precision, magnitudes of DoRA,
/// adapters of the embedding, a rope that depends on the length, another device.
std::optional<DirectModel> directModel(const Decoder &model);
std::optional<DirectProduct> directProduct(const Linear &linear);

} // namespace lapidary
