// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/adapters/adapter_config.h"
#include "core/engine/model/linear.h"
#include <c10/core/ScalarType.h>
#include <map>

namespace lapidary {

/// A parameter of the base that an adapter brings whole: modules_to_save and biases.
struct ReplacedParameter {
    std::string name;     ///< of the base's parameter, "lm_head.weight"
    std::string storedAs; ///< in adapter_model.safetensors
    at::Tensor value;
    bool follows = false; ///< not in the file: a tied table that goes with another one
};

/// One adapter on a model. Its low-rank terms stand at the linears that they belong to; what belongs to no linear is
/// here.
struct Adapter : AdapterSwitch {
    AdapterConfig config{};
    std::vector<ReplacedParameter> replaced{};
    at::Tensor virtualTokens{}; ///< prompt tuning [P, hidden]; prefix tuning [P, layers * 2 * kvHeads * headDim]
    std::map<std::string, c10::ScalarType> storedTypes{}; ///< number formats of its file, kept on the way back to disk
};

} // namespace lapidary
