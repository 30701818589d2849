// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include "core/data/formats/tensor_names.h"

namespace lapidary {

/// The names of an adapter's file as PEFT writes them: "base_model.model.<path of the module>.lora_A.weight". Others
/// leave the adapter's name in ("lora_A.default.weight"), or wrappers ("_orig_mod."), or leave the beginning out.
/// `modules`: the paths of the model's modules; where they are not known, paths are only cleaned.
/// Errors: adapter.ambiguous_names where two tensors would become one, or where the file holds several adapters.
Result<NameChanges> peftNames(const std::vector<std::string> &held, const std::vector<std::string> &modules,
                              const std::string &file);

} // namespace lapidary
