// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <ATen/ATen.h>

namespace lapidary {

/// Nested arrays of numbers, booleans or null (not a number) → an f64 tensor. loss.bad_tensor where they are ragged.
Result<at::Tensor> tensorOf(const std::string &name, const Json &value);

/// The reverse; a number that is not finite is null.
Json jsonOf(const at::Tensor &tensor);

} // namespace lapidary
