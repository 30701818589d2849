// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/base64.h"

namespace lapidary {

std::optional<std::string> decodeBase64(std::string_view text) {
    std::string out;
    unsigned bits = 0;
    int held = 0;
    while (text.ends_with('=')) text.remove_suffix(1);
    if (text.size() % 4 == 1) return std::nullopt; // six bits are no byte
    for (const char c : text) {
        const int value = c >= 'A' && c <= 'Z'   ? c - 'A'
                          : c >= 'a' && c <= 'z' ? c - 'a' + 26
                          : c >= '0' && c <= '9' ? c - '0' + 52
                          : c == '+'             ? 62
                          : c == '/'             ? 63
                                                 : -1;
        if (value < 0) return std::nullopt;
        bits = bits << 6 | static_cast<unsigned>(value);
        if (held += 6; held >= 8) {
            held -= 8;
            out += static_cast<char>(bits >> held & 0xFF);
        }
    }
    return out;
}

} // namespace lapidary
