// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.h"
#include <xxhash.h>
#include <zlib.h>

namespace lapidary {

std::string contentHash(std::string_view bytes) {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), bytes.size()));
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(32);
    for (const unsigned char byte : canonical.digest) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

std::uint64_t hash64(std::string_view bytes, std::uint64_t seed) {
    return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

Result<std::string> contentHashOfFile(const fs::path &path) {
    auto file = MappedFile::open(path);
    if (!file) return unexpected(file.error());
    const auto bytes = file->bytes();
    return contentHash({reinterpret_cast<const char *>(bytes.data()), bytes.size()});
}

std::uint32_t crc32(std::string_view bytes, std::uint32_t before) {
    return static_cast<std::uint32_t>(::crc32_z(before, reinterpret_cast<const Bytef *>(bytes.data()), bytes.size()));
}

} // namespace lapidary
