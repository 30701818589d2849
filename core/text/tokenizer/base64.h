// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace lapidary {

/// The bytes that a text in base64 stands for; nothing where it is none. Whether its end is filled up does not matter.
std::optional<std::string> decodeBase64(std::string_view text);

} // namespace lapidary
