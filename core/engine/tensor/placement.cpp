// SPDX-License-Identifier: Apache-2.0
#include "core/engine/tensor/placement.h"
#include <ATen/Context.h>
#include <ATen/Parallel.h>

namespace lapidary {

Result<Placement> placementOf(const std::string &device, const std::string &dtype) {
    Placement placement;
    if (dtype == "f32" || dtype.empty())
        placement.dtype = c10::kFloat;
    else if (dtype == "bf16")
        placement.dtype = c10::kBFloat16;
    else if (dtype == "f16")
        placement.dtype = c10::kHalf;
    else
        return fail({.code = "model.unknown_dtype",
                     .message = "unknown number format",
                     .field = "dtype",
                     .found = dtype,
                     .expected = "f32, bf16, f16 or int8"});
    if (device == "cpu" || device.empty()) return placement;
    const bool plain = device == "cuda";
    if (!plain && !(device.starts_with("cuda:") && device.size() > 5 && device.size() < 9 &&
                    device.find_first_not_of("0123456789", 5) == std::string::npos))
        return fail({.code = "device.unknown",
                     .message = "unknown device",
                     .field = "device",
                     .found = device,
                     .expected = "cpu, cuda or cuda:N"});
    const int index = plain ? 0 : std::stoi(device.substr(5));
    const int count = at::hasCUDA() ? static_cast<int>(at::detail::getCUDAHooks().deviceCount()) : 0;
    if (index >= count)
        return fail({.code = "device.absent",
                     .message = "this device is not here",
                     .field = "device",
                     .found = {"{0} CUDA devices", count},
                     .expected = device,
                     .remedy = "Use --device cpu, or give Torch_DIR of a CUDA build of LibTorch when building."});
    placement.device = c10::Device(c10::kCUDA, static_cast<c10::DeviceIndex>(index));
    return placement;
}

const char *nameOf(c10::ScalarType dtype) {
    switch (dtype) {
    case c10::kBFloat16:
        return "bfloat16";
    case c10::kHalf:
        return "float16";
    default:
        return "float32";
    }
}

void setThreads(int threads) {
    if (threads > 0) at::set_num_threads(threads);
}

} // namespace lapidary
