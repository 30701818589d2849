// SPDX-License-Identifier: Apache-2.0
#include "core/text/text_token.h"
#include <algorithm>

namespace lapidary {
namespace {

/// Bytes that the character of this first byte has; 1 for a byte that begins none.
std::size_t lengthFrom(unsigned char first) {
    return first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
}

/// How many bytes stand before a character that is not whole yet at the end.
std::size_t wholeBytes(const std::string &bytes) {
    const std::size_t most = std::min<std::size_t>(bytes.size(), 3); // a character has four bytes at most
    for (std::size_t back = 1; back <= most; ++back) {
        const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
        if ((byte & 0xC0) == 0x80) continue; // goes on with a character
        return lengthFrom(byte) > back ? bytes.size() - back : bytes.size();
    }
    return bytes.size();
}

} // namespace

bool areScored(const std::vector<TextToken> &tokens) {
    return std::all_of(tokens.begin(), tokens.end(), [](const TextToken &token) { return token.logprob.has_value(); });
}

std::vector<std::string> piecesOf(const std::vector<TextToken> &tokens) {
    std::vector<std::string> out;
    out.reserve(tokens.size());
    std::string bytes;
    for (const TextToken &token : tokens) {
        bytes += token.text;
        const std::size_t whole = wholeBytes(bytes);
        out.push_back(bytes.substr(0, whole));
        bytes.erase(0, whole);
    }
    if (!out.empty()) out.back() += bytes; // nothing comes that could complete it
    return out;
}

} // namespace lapidary
