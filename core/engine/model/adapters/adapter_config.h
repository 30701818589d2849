// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/engine/model/adapters/module_pattern.h"
#include <nlohmann/json.hpp>

namespace lapidary {

enum class AdapterKind { Lora, PromptTuning, PrefixTuning };

/// What an adapter_config.json of PEFT 0.21 says, as far as it changes numbers. Everything that changes them and is not
/// computed here is refused by name when it is read.
struct AdapterConfig {
    AdapterKind kind = AdapterKind::Lora;
    Json raw = Json::object(); ///< the file as it is, written back on save

    std::int64_t r = 8;
    double alpha = 8, dropout = 0;
    bool rslora = false, dora = false, loraBias = false;
    std::string bias = "none";            ///< none, all, lora_only: which biases of the base are replaced
    std::optional<ModuleNames> targets{}; ///< absent: whatever the file holds
    bool allLinear = false;               ///< target_modules "all-linear": every linear layer but the output head
    ModuleNames excluded{};
    std::vector<std::int64_t> layers{}; ///< layers_to_transform; empty: all
    std::vector<ModulePattern> layerPatterns{};
    PatternValues ranks{}, alphas{};
    std::vector<std::string> modulesToSave{}; ///< trained and stored as a whole

    std::int64_t virtualTokens = 0;

    std::int64_t rankOf(const std::string &path) const;
    double scalingOf(const std::string &path) const; ///< alpha / r, or alpha / sqrt(r) with rsLoRA, after the patterns

    /// Whether PEFT would adapt the linear (or embedding) module at this path. `head`: it is the output embedding or a
    /// score.
    bool targetsModule(const std::string &path, bool head) const;
    /// Whether the module, or one that holds it, is stored as a whole.
    bool savesModule(const std::string &path) const;
};

/// Codes: adapter.unsupported where an option is not computed, adapter.bad_config where a value makes no sense.
Result<AdapterConfig> readAdapterConfig(const fs::path &file);
Result<AdapterConfig> parseAdapterConfig(const Json &config, const std::string &file);

/// All fields of PEFT 0.21's LoraConfig at their defaults; a fresh adapter's own values go over them.
Json defaultLoraJson();
Json defaultPromptJson(AdapterKind kind);

/// As PEFT writes it: sorted keys, indented by two, inference_mode true.
Status writeAdapterConfig(const Json &config, const fs::path &file);

} // namespace lapidary
