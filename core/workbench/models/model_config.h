// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/models/model_list.h"

namespace lapidary {

/// One setting of a model or of its making: "config.json", "rope_scaling.factor", "8.0".
struct ConfigLine {
    std::string section{}, field{}, value{};
};

/// All settings that stand beside a model's weights (config.json, generation_config.json, adapter_config.json) and,
/// where a run made it, those of its training. Nested fields have dotted names. A file that cannot be read is left out:
/// what is wrong with it stands in the model's details.
std::vector<ConfigLine> configOf(const ModelEntry &entry, Project &project);

struct ConfigPair {
    std::string section{}, field{};
    std::optional<std::string> a{}, b{}; ///< empty: this one has no such field
    bool differs() const { return a != b; }
};
/// The fields of both, in the order of the first, those of the second alone behind those of the same section.
std::vector<ConfigPair> pairUp(const std::vector<ConfigLine> &a, const std::vector<ConfigLine> &b);

} // namespace lapidary
