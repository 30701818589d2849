// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// GGUF files written by hand, so that they may lie.
namespace lapidary::test {

template <class T> std::string littleEndian(T value) {
    return {reinterpret_cast<const char *>(&value), sizeof value};
}
inline std::string u32(std::uint32_t value) {
    return littleEndian(value);
}
inline std::string u64(std::uint64_t value) {
    return littleEndian(value);
}
inline std::string ggufText(std::string_view text) {
    return u64(text.size()) + std::string(text);
}
inline std::string ggufPair(std::string_view key, std::uint32_t type, const std::string &value) {
    return ggufText(key) + u32(type) + value;
}
inline std::string ggufSays(std::string_view key, std::string_view text) {
    return ggufPair(key, 8, ggufText(text));
}
inline std::string ggufNumber(std::string_view key, std::uint32_t value) {
    return ggufPair(key, 4, u32(value));
}
inline std::string ggufTexts(std::string_view key, const std::vector<std::string> &texts) {
    std::string bytes = u32(8) + u64(texts.size());
    for (const auto &text : texts) bytes += ggufText(text);
    return ggufPair(key, 9, bytes);
}
/// Sizes as files have them, columns first.
inline std::string ggufTensor(std::string_view name, const std::vector<std::uint64_t> &sizes, std::uint32_t type,
                              std::uint64_t offset) {
    std::string bytes = ggufText(name) + u32(static_cast<std::uint32_t>(sizes.size()));
    for (const auto size : sizes) bytes += u64(size);
    return bytes + u32(type) + u64(offset);
}

/// A whole file; what is counted may be said otherwise.
struct GgufBytes {
    std::vector<std::string> pairs{}, tensors{};
    std::string data{};
    std::uint32_t version = 3;
    std::uint64_t alignment = 32;

    std::string bytes() const { return bytes(tensors.size(), pairs.size()); }
    std::string bytes(std::uint64_t tensorCount, std::uint64_t pairCount) const {
        std::string out = "GGUF" + u32(version) + u64(tensorCount) + u64(pairCount);
        for (const auto &pair : pairs) out += pair;
        for (const auto &tensor : tensors) out += tensor;
        out.resize((out.size() + alignment - 1) / alignment * alignment, '\0');
        return out + data;
    }
};

} // namespace lapidary::test
