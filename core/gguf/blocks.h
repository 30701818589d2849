// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace lapidary::gguf {

/// How the numbers of a tensor lie in a file: in blocks that are each read for themselves.
struct BlockKind {
    std::uint32_t id; ///< as files name it
    const char *name;
    std::int64_t numbers; ///< of one block
    std::uint64_t bytes;
    void (*read)(const std::uint8_t *blocks, std::size_t count, float *into);
};

/// Null where it cannot be read.
const BlockKind *blockKind(std::uint32_t id);
const BlockKind *blockKind(std::string_view name);
/// The name of any type that there is, read or not: "IQ4_XS"; "type 99" for one that nobody has named.
std::string typeName(std::uint32_t id);
std::string readableTypes(); ///< a list, for messages

/// Whole blocks; `into` takes their numbers. Exactly what the reference of the format computes in 32 bits.
void readBlocks(const BlockKind &kind, std::span<const std::byte> bytes, float *into);

/// Numbers → blocks of Q8_0, a multiple of 32 of them: as the reference of the format rounds them.
void writeQ8(std::span<const float> numbers, std::span<std::byte> into);

// The kinds with blocks of 256 numbers and scales of their own blocks.
void readQ2K(const std::uint8_t *blocks, std::size_t count, float *into);
void readQ3K(const std::uint8_t *blocks, std::size_t count, float *into);
void readQ4K(const std::uint8_t *blocks, std::size_t count, float *into);
void readQ5K(const std::uint8_t *blocks, std::size_t count, float *into);
void readQ6K(const std::uint8_t *blocks, std::size_t count, float *into);

} // namespace lapidary::gguf
