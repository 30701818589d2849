// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

namespace lapidary {

/// A field as a line of comma-separated values has it (RFC 4180): quoted where it must be.
inline std::string csvField(const std::string &text) {
    if (text.find_first_of(",\"\n\r") == text.npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

} // namespace lapidary
