// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include <string>
#include <string_view>

namespace lapidary {

/// SHA-256 (FIPS 180-4) as 64 lower-case hex digits: what publishers print beside their files. What names content in a
/// project is contentHash(), which is faster.
std::string sha256(std::string_view bytes);
/// `read` gets the bytes of every piece; false ends it with kCancelled.
Result<std::string> sha256OfFile(const fs::path &path, const std::function<bool(std::size_t bytes)> &read = {});

} // namespace lapidary
