// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/hash.h"
#include <string>

namespace lapidary {

inline std::string littleEndian(std::uint32_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
    return out;
}

/// A gzip archive of a text, in blocks that are stored as they are.
inline std::string gzipOf(std::string_view text) {
    std::string out("\x1F\x8B\x08\0\0\0\0\0\0\x03", 10);
    for (std::size_t at = 0; at == 0 || at < text.size(); at += 65535) {
        const auto block = text.substr(at, 65535);
        const auto size = static_cast<std::uint32_t>(block.size());
        out += static_cast<char>(at + 65535 >= text.size()); // the last one
        out += littleEndian(size, 2) + littleEndian(~size, 2);
        out += block;
    }
    return out + littleEndian(crc32(text), 4) + littleEndian(static_cast<std::uint32_t>(text.size()), 4);
}

} // namespace lapidary
