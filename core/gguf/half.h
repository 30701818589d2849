// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <bit>
#include <cstdint>

namespace lapidary {

/// IEEE 754 binary16, exactly: every half is a float.
inline float floatOfHalf(std::uint16_t half) {
    const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000u) << 16, exponent = half >> 10 & 0x1Fu,
                        fraction = half & 0x3FFu;
    if (exponent == 0x1F) return std::bit_cast<float>(sign | 0x7F80'0000u | fraction << 13);
    if (exponent != 0) return std::bit_cast<float>(sign | (exponent + 112) << 23 | fraction << 13);
    const float small = static_cast<float>(fraction) * 0x1p-24f; // no leading one
    return sign != 0 ? -small : small;
}

/// To the nearest half, ties to even; too large becomes infinite.
inline std::uint16_t halfOfFloat(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const auto sign = static_cast<std::uint16_t>(bits >> 16 & 0x8000u);
    const std::uint32_t rest = bits & 0x7FFF'FFFFu;
    if (rest > 0x7F80'0000u) return static_cast<std::uint16_t>(sign | 0x7E00u);
    if (rest >= 0x4780'0000u) return static_cast<std::uint16_t>(sign | 0x7C00u); // 65536 and more
    if (rest < 0x3880'0000u) { // below the least that has a leading one: the sum is rounded where a half ends
        const float shifted = std::bit_cast<float>(rest) + 0.5f;
        return static_cast<std::uint16_t>(sign | (std::bit_cast<std::uint32_t>(shifted) - 0x3F00'0000u));
    }
    const std::uint32_t rounded = rest + 0xFFFu + (rest >> 13 & 1u);
    return static_cast<std::uint16_t>(sign | (rounded - 0x3800'0000u) >> 13);
}

inline float floatOfBfloat(std::uint16_t bits) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

/// The upper half of a float, to the nearest, ties to even; a NaN stays one.
inline std::uint16_t bfloatOfFloat(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    if ((bits & 0x7FFF'FFFFu) > 0x7F80'0000u) return static_cast<std::uint16_t>(bits >> 16 | 0x40u);
    return static_cast<std::uint16_t>((bits + 0x7FFFu + (bits >> 16 & 1u)) >> 16);
}

} // namespace lapidary
