// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"
#include "core/engine/model/decoder.h"

namespace lapidary {

/// What is trained instead of the model, named and defaulted as in PEFT's LoraConfig and PromptLearningConfig.
struct LoraConfig {
    std::string peftType = "LORA";
    std::int64_t r = 8;
    double loraAlpha = 8;
    double loraDropout = 0;
    bool useRslora = false, useDora = false;
    std::vector<std::string> targetModules{
        "q_proj", "v_proj"}; ///< names or suffixes of module paths, "all-linear", or one expression
    std::vector<std::string> excludeModules{};
    std::vector<std::string> layersToTransform{};           ///< numbers as text
    std::vector<std::string> rankPattern{}, alphaPattern{}; ///< "o_proj=4"
    std::vector<std::string> modulesToSave{};
    std::string bias = "none";
    std::string initLoraWeights{}; ///< empty or "true": drawn; "gaussian"; else a folder
    std::int64_t numVirtualTokens = 20;
    double scaling() const; ///< of modules without a pattern of their own
    bool startsFromFolder() const {
        return !initLoraWeights.empty() && initLoraWeights != "true" && initLoraWeights != "gaussian";
    }
    static const Described<LoraConfig> &described();
};

/// The same as an adapter_config.json, or what makes no sense in it.
Result<Json> peftJsonOf(const LoraConfig &config);

/// scaling * B A, the weight that a term adds. [out, in]
at::Tensor deltaWeight(const at::Tensor &a_RI, const at::Tensor &b_OR, double scaling);

/// Freezes the base and adds a trainable adapter. LoRA: A ~ U(-1/sqrt(in), 1/sqrt(in)) or N(0, 1/r²), B = 0, DoRA's
/// magnitude = ‖W‖: step 0 changes nothing. Prompt and prefix tuning: N(0, 1), as PEFT draws them.
Status attachLora(Decoder &model, const LoraConfig &config, const std::string &name, std::uint64_t seed);

/// Copies the weights of a PEFT folder into the adapter that attachLora() has made: the same modules, ranks and
/// scalings.
Status startFromAdapter(Decoder &model, const fs::path &folder);

} // namespace lapidary
