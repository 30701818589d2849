// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/byte_level.h"
#include "core/base/utf8.h"
#include <array>

namespace lapidary {
namespace {

/// Printable bytes stand for themselves, the others take the code points from 256 on.
bool isPrintable(unsigned byte) {
    return (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
}

} // namespace

const std::string &byteSymbol(unsigned char byte) {
    static const auto table = [] {
        std::array<std::string, 256> made;
        char32_t next = 256;
        for (unsigned b = 0; b < 256; ++b) utf8::append(made[b], isPrintable(b) ? b : next++);
        return made;
    }();
    return table[byte];
}

std::optional<unsigned char> byteOfSymbol(char32_t symbol) {
    static const auto table = [] {
        std::array<std::optional<unsigned char>, 256 + 68> made;
        for (unsigned b = 0; b < 256; ++b)
            made[utf8::decode(byteSymbol(static_cast<unsigned char>(b)), 0)] = static_cast<unsigned char>(b);
        return made;
    }();
    return symbol < table.size() ? table[symbol] : std::nullopt;
}

} // namespace lapidary
