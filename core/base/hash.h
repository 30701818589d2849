// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include <cstdint>
#include <string>
#include <string_view>

namespace lapidary {

/// XXH3, 128 bits, as 32 lower-case hex digits: names content (datasets, weights, configs). Not a security hash.
std::string contentHash(std::string_view bytes);
std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0);
Result<std::string> contentHashOfFile(const fs::path &path);

/// CRC-32 (IEEE 802.3, as in zlib): guards frames against torn writes.
std::uint32_t crc32(std::string_view bytes, std::uint32_t before = 0);

} // namespace lapidary
