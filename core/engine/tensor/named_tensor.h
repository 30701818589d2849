// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>
#include <string>
#include <vector>

namespace lapidary {

struct NamedTensor {
    std::string name;
    at::Tensor tensor;
};
using NamedTensors = std::vector<NamedTensor>;

} // namespace lapidary
