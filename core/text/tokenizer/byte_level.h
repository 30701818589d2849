// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>

namespace lapidary {

/// GPT-2's visible spelling of the 256 bytes.
const std::string &byteSymbol(unsigned char byte);
std::optional<unsigned char> byteOfSymbol(char32_t symbol);

} // namespace lapidary
