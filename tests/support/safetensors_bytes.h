// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

/// Safetensors files written by hand, so that they may lie.
namespace lapidary::test {

inline std::string lengthBytes(std::uint64_t length) {
    std::string bytes;
    for (unsigned i = 0; i < 8; ++i) bytes += static_cast<char>(length >> (8 * i) & 0xFF);
    return bytes;
}

inline std::string file(std::string_view header, std::size_t data = 0) {
    return lengthBytes(header.size()) + std::string(header) + std::string(data, '\1');
}

inline std::string entry(const std::string &dtype, const std::string &shape, const std::string &offsets) {
    return R"({"dtype":")" + dtype + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}";
}

inline std::string oneTensor(const std::string &dtype, const std::string &shape, const std::string &offsets,
                             std::size_t data) {
    return file(R"({"t":)" + entry(dtype, shape, offsets) + "}", data);
}

} // namespace lapidary::test
