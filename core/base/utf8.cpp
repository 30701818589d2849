// SPDX-License-Identifier: Apache-2.0
#include "core/base/utf8.h"
#include <cstdint>
#include <cstring>

namespace lapidary::utf8 {
namespace {

unsigned byteAt(std::string_view text, std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0x100u;
}

struct Shape {
    int length;   // 0 = not a lead byte
    unsigned low; // bounds of the second byte (Unicode 15, table 3-7)
    unsigned high;
};

Shape shapeOf(unsigned lead) {
    if (lead < 0x80) return {1, 0, 0};
    if (lead >= 0xC2 && lead <= 0xDF) return {2, 0x80, 0xBF};
    if (lead == 0xE0) return {3, 0xA0, 0xBF};
    if (lead == 0xED) return {3, 0x80, 0x9F};
    if (lead >= 0xE1 && lead <= 0xEF) return {3, 0x80, 0xBF};
    if (lead == 0xF0) return {4, 0x90, 0xBF};
    if (lead >= 0xF1 && lead <= 0xF3) return {4, 0x80, 0xBF};
    if (lead == 0xF4) return {4, 0x80, 0x8F};
    return {0, 0, 0};
}

constexpr std::size_t kStride = sizeof(std::uint64_t);

/// Whether a stride of bytes from `at` on is there and is ASCII, as most of most texts is.
bool isAscii(std::string_view text, std::size_t at) {
    if (text.size() - at < kStride) return false;
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text.data() + at, kStride);
    return (bytes & 0x8080808080808080u) == 0;
}

/// How many bytes from `at` form a prefix of some well-formed sequence (at least 1).
std::size_t maximalPrefix(std::string_view text, std::size_t at) {
    const Shape shape = shapeOf(byteAt(text, at));
    std::size_t n = 1;
    for (; n < static_cast<std::size_t>(shape.length); ++n) {
        const unsigned b = byteAt(text, at + n);
        const unsigned low = n == 1 ? shape.low : 0x80, high = n == 1 ? shape.high : 0xBF;
        if (b < low || b > high) break;
    }
    return n;
}

} // namespace

int sequenceLength(std::string_view text, std::size_t at) {
    const Shape shape = shapeOf(byteAt(text, at));
    return shape.length > 0 && maximalPrefix(text, at) == static_cast<std::size_t>(shape.length) ? shape.length : 0;
}

std::size_t firstInvalid(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        if (isAscii(text, i)) {
            i += kStride;
            continue;
        }
        const int n = sequenceLength(text, i);
        if (n == 0) return i;
        i += static_cast<std::size_t>(n);
    }
    return std::string_view::npos;
}

char32_t decode(std::string_view text, std::size_t at) {
    const unsigned lead = byteAt(text, at);
    const int n = shapeOf(lead).length;
    if (n == 1) return lead;
    char32_t code = lead & (0xFFu >> (n + 1));
    for (int i = 1; i < n; ++i) code = (code << 6) | (byteAt(text, at + static_cast<std::size_t>(i)) & 0x3F);
    return code;
}

void append(std::string &out, char32_t code) {
    const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) return put(code);
    if (code < 0x800) {
        put(0xC0 | (code >> 6));
    } else if (code < 0x10000) {
        put(0xE0 | (code >> 12));
        put(0x80 | ((code >> 6) & 0x3F));
    } else {
        put(0xF0 | (code >> 18));
        put(0x80 | ((code >> 12) & 0x3F));
        put(0x80 | ((code >> 6) & 0x3F));
    }
    put(0x80 | (code & 0x3F));
}

std::string sanitize(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        if (const int n = sequenceLength(text, i); n > 0) {
            out.append(text.substr(i, static_cast<std::size_t>(n)));
            i += static_cast<std::size_t>(n);
        } else {
            out += "\xEF\xBF\xBD";
            i += maximalPrefix(text, i);
        }
    }
    return out;
}

} // namespace lapidary::utf8
