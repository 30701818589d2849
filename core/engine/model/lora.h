// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"
#include "core/engine/model/decoder.h"

namespace lapidary {

/// LoRA's hyper-parameters, named and defaulted as in PEFT's LoraConfig.
struct LoraConfig {
    std::int64_t r = 8;
    double loraAlpha = 8;
    double loraDropout = 0;
    bool useRslora = false;
    std::vector<std::string> targetModules{"q_proj", "v_proj"}; ///< names or suffixes of module paths, or "all-linear"
    std::string initLoraWeights{};                              ///< empty: drawn
    double scaling() const;                                     ///< alpha / r, or alpha / sqrt(r) with rsLoRA
    static const Described<LoraConfig> &described();
};

/// scaling * B A, the weight that a term adds. [out, in]
at::Tensor deltaWeight(const at::Tensor &a_RI, const at::Tensor &b_OR, double scaling);

/// Freezes the base and adds trainable terms: A ~ U(-1/sqrt(in), 1/sqrt(in)), B = 0, so that step 0 changes nothing.
Status attachLora(Decoder &model, const LoraConfig &config, const std::string &name, std::uint64_t seed);

/// Copies the weights of a PEFT folder into the adapter that attachLora() has made: the same modules, rank and scaling.
Status startFromAdapter(Decoder &model, const LoraConfig &config, const fs::path &folder);

/// PEFT folders: adapter_config.json + adapter_model.safetensors. What is not understood is refused, never ignored.
Status loadAdapter(Decoder &model, const fs::path &folder, double weight);
Status saveAdapter(const Decoder &model, const std::string &name, const LoraConfig &config, const std::string &basePath, const fs::path &folder);

/// W += Σ weight * scaling * B A in f32; the adapters are gone afterwards.
void mergeAdapters(Decoder &model);

} // namespace lapidary
