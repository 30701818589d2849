// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include "core/config/described.h"
#include <ATen/core/Tensor.h>
#include <memory>

namespace lapidary {

/// How a base is held under QLoRA (Dettmers et al. 2023), named as in transformers' BitsAndBytesConfig.
struct QuantizationConfig {
    bool loadIn4bit = false;
    std::string quantType = "nf4";
    bool doubleQuant = false;
    std::string computeDtype = "float32";
    c10::ScalarType computeType() const;
    static const Described<QuantizationConfig> &described();
};

/// A matrix in NF4: four bits a weight, one scale for every 64 weights in row order; with double quantisation the
/// scales themselves are held in eight bits, one f32 for every 256 of them. Numbers and packing are those of
/// bitsandbytes.
struct Nf4Weight {
    static constexpr std::int64_t kBlock = 64, kScaleBlock = 256;
    std::int64_t outputs = 0, inputs = 0;
    at::Tensor packed;      ///< [ceil(n / 2)] uint8, the first weight in the high bits
    at::Tensor scales;      ///< [blocks] f32; undefined with double quantisation
    at::Tensor scaleCodes;  ///< [blocks] uint8, with double quantisation
    at::Tensor scaleScales; ///< [ceil(blocks / 256)] f32
    float offset = 0;       ///< mean of the scales
    c10::ScalarType computeDtype{};

    std::int64_t bytes() const;
};

std::shared_ptr<const Nf4Weight> quantizeNf4(const at::Tensor &weight_OI, bool doubleQuant,
                                             c10::ScalarType computeDtype);
at::Tensor dequantize(const Nf4Weight &weight); ///< [out, in] f32

/// y = W x + b with W made f32 (or the compute dtype) for the product alone: neither forward nor backward keeps it.
at::Tensor nf4Linear(const at::Tensor &x, const Nf4Weight &weight, const at::Tensor &bias);

} // namespace lapidary
