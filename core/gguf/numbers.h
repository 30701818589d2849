// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace lapidary::gguf {

/// Appends numbers in a format of safetensors and GGUF: F32, F16, BF16 to the nearest value, ties to even; Q8_0 of a
/// multiple of 32. Empty for another format.
std::string bytesAs(std::string_view format, std::span<const float> numbers);
/// How many bytes that are.
std::uint64_t sizeAs(std::string_view format, std::uint64_t numbers);

} // namespace lapidary::gguf
