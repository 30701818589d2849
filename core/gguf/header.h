// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/gguf/blocks.h"
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

namespace lapidary::gguf {

struct Tensor {
    std::string name{};
    std::vector<std::int64_t> shape{}; ///< rows first, as safetensors have it; files have the columns first
    const BlockKind *kind = nullptr;
    std::uint64_t begin = 0, end = 0; ///< absolute in the file
};

/// What a GGUF file says before its numbers.
struct Header {
    std::uint32_t version = 3;
    std::uint64_t alignment = 32;
    std::map<std::string, Json> metadata{}; ///< texts as the file has them, which need not be UTF-8
    std::vector<Tensor> tensors{};
};

/// Checks every byte of the header before anything of it is believed or much is allocated: counts, lengths, types,
/// shapes, alignment, that tensors lie inside the file and not over each other. Versions 2 and 3, little-endian.
/// Errors: gguf.*, naming key or tensor; a file of another kind and a type of numbers that is not read are called by
/// name.
Result<Header> parseHeader(std::span<const std::byte> file, const std::string &path = {});
/// The same for a file on disk, of which no more than the header is read.
Result<Header> readHeader(const FileReader &file);

/// Control characters and bidi overrides never reach a terminal or a label as they are.
std::string shown(const std::string &name);

} // namespace lapidary::gguf
