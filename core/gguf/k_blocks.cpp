// SPDX-License-Identifier: Apache-2.0
// Blocks of 256 numbers: sixteen or eight parts with scales of few bits each, which two halves scale in turn.
#include "core/gguf/blocks.h"
#include "core/gguf/half.h"

namespace lapidary::gguf {
namespace {

float halfAt(const std::uint8_t *at) {
    return floatOfHalf(static_cast<std::uint16_t>(at[0] | at[1] << 8));
}

/// Two bits each: 32 bytes hold 128 numbers, 32 by 32, from the lowest bits up.
int twoBits(const std::uint8_t *bytes, int i) {
    return bytes[i / 128 * 32 + i % 32] >> i % 128 / 32 * 2 & 3;
}

/// Four bits each: 32 bytes hold 64 numbers, the low halves first.
int fourBits(const std::uint8_t *bytes, int i) {
    return bytes[i / 64 * 32 + i % 32] >> i % 64 / 32 * 4 & 0x0F;
}

/// Scale and minimum of a part in six bits each, out of twelve bytes: four of each stand whole in the low bits of the
/// first eight, the others in the last four and in the two bits that were left.
struct Pair {
    int scale, least;
};
Pair sixBits(const std::uint8_t *packed, int part) {
    if (part < 4) return {packed[part] & 63, packed[4 + part] & 63};
    const int j = part - 4;
    return {(packed[8 + j] & 0x0F) | (packed[j] >> 2 & 0x30), packed[8 + j] >> 4 | (packed[4 + j] >> 2 & 0x30)};
}

} // namespace

void readQ2K(const std::uint8_t *block, std::size_t count, float *into) {
    for (std::size_t b = 0; b < count; ++b, block += 84, into += 256) {
        const float scale = halfAt(block + 80), least = halfAt(block + 82);
        for (int i = 0; i < 256; ++i) {
            const int packed = block[i / 16];
            const float of = scale * static_cast<float>(packed & 0x0F), from = least * static_cast<float>(packed >> 4);
            into[i] = of * static_cast<float>(twoBits(block + 16, i)) - from;
        }
    }
}

void readQ3K(const std::uint8_t *block, std::size_t count, float *into) {
    for (std::size_t b = 0; b < count; ++b, block += 110, into += 256) {
        const std::uint8_t *packed = block + 96;
        const float scale = halfAt(block + 108);
        for (int i = 0; i < 256; ++i) {
            const int part = i / 16;
            const int low = part < 8 ? packed[part] & 0x0F : packed[part - 8] >> 4;
            const int high = packed[8 + part % 4] >> part / 4 * 2 & 3;
            const float of = scale * static_cast<float>((low | high << 4) - 32);
            const int third = block[i % 32] >> i / 32 & 1; // set where nothing is taken away
            into[i] = of * static_cast<float>(twoBits(block + 32, i) - (third != 0 ? 0 : 4));
        }
    }
}

void readQ4K(const std::uint8_t *block, std::size_t count, float *into) {
    for (std::size_t b = 0; b < count; ++b, block += 144, into += 256) {
        const float scale = halfAt(block), least = halfAt(block + 2);
        for (int i = 0; i < 256; ++i) {
            const auto pair = sixBits(block + 4, i / 32);
            const float of = scale * static_cast<float>(pair.scale), from = least * static_cast<float>(pair.least);
            into[i] = of * static_cast<float>(fourBits(block + 16, i)) - from;
        }
    }
}

void readQ5K(const std::uint8_t *block, std::size_t count, float *into) {
    for (std::size_t b = 0; b < count; ++b, block += 176, into += 256) {
        const float scale = halfAt(block), least = halfAt(block + 2);
        for (int i = 0; i < 256; ++i) {
            const auto pair = sixBits(block + 4, i / 32);
            const float of = scale * static_cast<float>(pair.scale), from = least * static_cast<float>(pair.least);
            const int fifth = block[16 + i % 32] >> i / 32 & 1;
            into[i] = of * static_cast<float>(fourBits(block + 48, i) | fifth << 4) - from;
        }
    }
}

void readQ6K(const std::uint8_t *block, std::size_t count, float *into) {
    for (std::size_t b = 0; b < count; ++b, block += 210, into += 256) {
        const float scale = halfAt(block + 208);
        for (int i = 0; i < 256; ++i) {
            const float of = scale * static_cast<float>(static_cast<std::int8_t>(block[192 + i / 16]));
            const int low = block[i / 128 * 64 + i % 64] >> i % 128 / 64 * 4 & 0x0F; // 64 bytes hold 128 numbers
            into[i] = of * static_cast<float>((low | twoBits(block + 128, i) << 4) - 32);
        }
    }
}

} // namespace lapidary::gguf
