// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/blocks.h"
#include "core/gguf/half.h"
#include <algorithm>
#include <cmath>
#include <cstring>

namespace lapidary::gguf {
namespace {

std::uint16_t twoBytes(const std::uint8_t *at) {
    return static_cast<std::uint16_t>(at[0] | at[1] << 8);
}

float halfAt(const std::uint8_t *at) {
    return floatOfHalf(twoBytes(at));
}

void readF32(const std::uint8_t *blocks, std::size_t count, float *into) {
    std::memcpy(into, blocks, 4 * count);
}

void readF16(const std::uint8_t *blocks, std::size_t count, float *into) {
    for (std::size_t i = 0; i < count; ++i) into[i] = halfAt(blocks + 2 * i);
}

void readBF16(const std::uint8_t *blocks, std::size_t count, float *into) {
    for (std::size_t i = 0; i < count; ++i) into[i] = floatOfBfloat(twoBytes(blocks + 2 * i));
}

/// The four low bits of all bytes come first, then the four high ones.
int nibble(const std::uint8_t *bytes, int i) {
    return i < 16 ? bytes[i] & 0x0F : bytes[i - 16] >> 4;
}

void readQ40(const std::uint8_t *block, std::size_t count, float *into) {
    for (std::size_t b = 0; b < count; ++b, block += 18, into += 32) {
        const float scale = halfAt(block);
        for (int i = 0; i < 32; ++i) into[i] = scale * static_cast<float>(nibble(block + 2, i) - 8);
    }
}

void readQ41(const std::uint8_t *block, std::size_t count, float *into) {
    for (std::size_t b = 0; b < count; ++b, block += 20, into += 32) {
        const float scale = halfAt(block), least = halfAt(block + 2);
        for (int i = 0; i < 32; ++i) into[i] = scale * static_cast<float>(nibble(block + 4, i)) + least;
    }
}

/// `high`: 32 bits, the fifth bit of each number.
int fiveBits(const std::uint8_t *high, const std::uint8_t *low, int i) {
    return nibble(low, i) | (high[i / 8] >> i % 8 & 1) << 4;
}

void readQ50(const std::uint8_t *block, std::size_t count, float *into) {
    for (std::size_t b = 0; b < count; ++b, block += 22, into += 32) {
        const float scale = halfAt(block);
        for (int i = 0; i < 32; ++i) into[i] = scale * static_cast<float>(fiveBits(block + 2, block + 6, i) - 16);
    }
}

void readQ51(const std::uint8_t *block, std::size_t count, float *into) {
    for (std::size_t b = 0; b < count; ++b, block += 24, into += 32) {
        const float scale = halfAt(block), least = halfAt(block + 2);
        for (int i = 0; i < 32; ++i) into[i] = scale * static_cast<float>(fiveBits(block + 4, block + 8, i)) + least;
    }
}

void readQ80(const std::uint8_t *block, std::size_t count, float *into) {
    for (std::size_t b = 0; b < count; ++b, block += 34, into += 32) {
        const float scale = halfAt(block);
        for (int i = 0; i < 32; ++i) into[i] = static_cast<float>(static_cast<std::int8_t>(block[2 + i])) * scale;
    }
}

constexpr BlockKind kKinds[] = {
    {0, "F32", 1, 4, readF32},       {1, "F16", 1, 2, readF16},       {30, "BF16", 1, 2, readBF16},
    {2, "Q4_0", 32, 18, readQ40},    {3, "Q4_1", 32, 20, readQ41},    {6, "Q5_0", 32, 22, readQ50},
    {7, "Q5_1", 32, 24, readQ51},    {8, "Q8_0", 32, 34, readQ80},    {10, "Q2_K", 256, 84, readQ2K},
    {11, "Q3_K", 256, 110, readQ3K}, {12, "Q4_K", 256, 144, readQ4K}, {13, "Q5_K", 256, 176, readQ5K},
    {14, "Q6_K", 256, 210, readQ6K},
};

/// Those that others write and that are not read here.
constexpr struct {
    std::uint32_t id;
    const char *name;
} kOthers[] = {{4, "Q4_2"},     {5, "Q4_3"},   {9, "Q8_1"},    {15, "Q8_K"},  {16, "IQ2_XXS"}, {17, "IQ2_XS"},
               {18, "IQ3_XXS"}, {19, "IQ1_S"}, {20, "IQ4_NL"}, {21, "IQ3_S"}, {22, "IQ2_S"},   {23, "IQ4_XS"},
               {24, "I8"},      {25, "I16"},   {26, "I32"},    {27, "I64"},   {28, "F64"},     {29, "IQ1_M"},
               {34, "TQ1_0"},   {35, "TQ2_0"}, {39, "MXFP4"},  {40, "NVFP4"}};

} // namespace

const BlockKind *blockKind(std::uint32_t id) {
    const auto found =
        std::find_if(std::begin(kKinds), std::end(kKinds), [&](const auto &each) { return each.id == id; });
    return found == std::end(kKinds) ? nullptr : found;
}

const BlockKind *blockKind(std::string_view name) {
    const auto found =
        std::find_if(std::begin(kKinds), std::end(kKinds), [&](const auto &each) { return each.name == name; });
    return found == std::end(kKinds) ? nullptr : found;
}

std::string typeName(std::uint32_t id) {
    if (const BlockKind *kind = blockKind(id)) return kind->name;
    for (const auto &other : kOthers)
        if (other.id == id) return other.name;
    return "type " + std::to_string(id);
}

std::string readableTypes() {
    std::string list;
    for (const auto &kind : kKinds) list += (list.empty() ? "" : ", ") + std::string(kind.name);
    return list;
}

void readBlocks(const BlockKind &kind, std::span<const std::byte> bytes, float *into) {
    kind.read(reinterpret_cast<const std::uint8_t *>(bytes.data()), bytes.size() / kind.bytes, into);
}

void writeQ8(std::span<const float> numbers, std::span<std::byte> into) {
    auto *block = reinterpret_cast<std::uint8_t *>(into.data());
    for (std::size_t begin = 0; begin + 32 <= numbers.size(); begin += 32, block += 34) {
        float most = 0;
        for (std::size_t i = 0; i < 32; ++i) most = std::max(most, std::fabs(numbers[begin + i]));
        const float scale = most / 127, inverse = scale == 0 ? 0 : 1 / scale;
        const std::uint16_t half = halfOfFloat(scale);
        block[0] = static_cast<std::uint8_t>(half & 0xFF);
        block[1] = static_cast<std::uint8_t>(half >> 8);
        for (std::size_t i = 0; i < 32; ++i) // halves away from zero
            block[2 + i] =
                static_cast<std::uint8_t>(static_cast<std::int8_t>(std::round(numbers[begin + i] * inverse)));
    }
}

} // namespace lapidary::gguf
