// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <c10/core/Device.h>
#include <c10/core/ScalarType.h>
#include <string>

namespace lapidary {

/// Where tensors live and in which number format the weights are held.
struct Placement {
    c10::Device device{c10::kCPU};
    c10::ScalarType dtype = c10::kFloat;
};

/// device: "cpu", "cuda", "cuda:1"; dtype: "f32", "bf16", "f16". A device that is not there is an error, never CPU
/// instead.
Result<Placement> placementOf(const std::string &device, const std::string &dtype);

inline constexpr const char *kInt8 = "int8"; ///< a "dtype" of models that are only read: f32 but for the linears

const char *nameOf(c10::ScalarType dtype); ///< "float32", "bfloat16", "float16" as config.json spells it

/// Sets the size of the intra-op pool. With one thread the same seed gives the same bytes.
void setThreads(int threads);

} // namespace lapidary
