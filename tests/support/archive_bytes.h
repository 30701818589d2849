// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tests/support/gzip_bytes.h"
#include <vector>

namespace lapidary {

/// A zstd frame of a text, in blocks that are stored as they are.
inline std::string zstdOf(std::string_view text) {
    constexpr std::size_t kBlock = 100000;
    std::string out("\x28\xB5\x2F\xFD\x00\x38", 6); // a window of 128 KiB, no checksum
    for (std::size_t at = 0; at == 0 || at < text.size(); at += kBlock) {
        const auto block = text.substr(at, kBlock);
        const std::uint32_t last = at + kBlock >= text.size();
        out += littleEndian(last | static_cast<std::uint32_t>(block.size()) << 3, 3);
        out += block;
    }
    return out;
}

/// One of `blocks` times 128 KiB of one byte, which takes four bytes for each.
inline std::string zstdBomb(int blocks, char byte) {
    constexpr std::uint32_t kBlock = 1 << 17, kRepeated = 1 << 1;
    std::string out("\x28\xB5\x2F\xFD\x00\x38", 6);
    for (int i = 0; i < blocks; ++i) {
        const std::uint32_t last = i + 1 == blocks;
        out += littleEndian(last | kRepeated | kBlock << 3, 3) + byte;
    }
    return out;
}

struct ZipMember {
    std::string name{}, text{};
    bool locked = false; ///< says that it has a password
};

/// A zip archive of files that are stored as they are. A name that ends with "/" is a folder.
inline std::string zipOf(const std::vector<ZipMember> &members) {
    std::string out, directory;
    const auto field = [](std::size_t value, int bytes) {
        return littleEndian(static_cast<std::uint32_t>(value), bytes);
    };
    for (const auto &each : members) {
        const std::string facts = field(each.locked ? 0x801 : 0x800, 2) + field(0, 2) + field(0, 4) +
                                  field(crc32(each.text), 4) + field(each.text.size(), 4) + field(each.text.size(), 4) +
                                  field(each.name.size(), 2) + field(0, 2);
        directory += "PK\x01\x02" + field(20, 2) + field(20, 2) + facts + field(0, 2) + field(0, 2) + field(0, 2) +
                     field(0, 4) + field(out.size(), 4) + each.name;
        out += "PK\x03\x04" + field(20, 2) + facts + each.name + each.text;
    }
    const std::size_t begin = out.size();
    return out + directory + "PK\x05\x06" + field(0, 4) + field(members.size(), 2) + field(members.size(), 2) +
           field(directory.size(), 4) + field(begin, 4) + field(0, 2);
}

} // namespace lapidary
