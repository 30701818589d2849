// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace lapidary {

struct TensorInfo {
    std::string name, dtype;
    std::vector<std::int64_t> shape{};
    std::uint64_t begin = 0, end = 0; ///< absolute byte offsets in the file
};

struct SafetensorsHeader {
    std::vector<TensorInfo> tensors;
    std::map<std::string, std::string> metadata;
};

/// Checks every byte of a safetensors header before anything is believed or allocated: sizes, names, shapes, that the
/// tensors cover the data without a hole or an overlap. Errors: safetensors.*, naming the tensor. What is no
/// safetensors file at all (pickle, zip, HTML, a Git LFS pointer) is called by its name.
Result<SafetensorsHeader> parseSafetensors(std::span<const std::byte> file, const std::string &path = {});
/// The same for a file on disk, of which no more than the header is read.
Result<SafetensorsHeader> readSafetensorsHeader(const FileReader &file);

/// Bits of one element; 0 for an unknown number format.
unsigned bitsOf(const std::string &dtype);

struct TensorBytes {
    std::string name, dtype;
    std::vector<std::int64_t> shape{};
    std::span<const std::byte> bytes;
};
/// A tensor whose bytes are made while they are written: `fill` gives `size` bytes to the sink.
struct TensorStream {
    std::string name, dtype;
    std::vector<std::int64_t> shape{};
    std::uint64_t size = 0;
    std::function<Status(const ByteSink &sink)> fill{};
};
/// Writes atomically, in the given order; the header is padded to eight bytes.
Status writeSafetensors(const fs::path &path, std::span<const TensorStream> tensors,
                        const std::map<std::string, std::string> &metadata);
Status writeSafetensors(const fs::path &path, std::span<const TensorBytes> tensors,
                        const std::map<std::string, std::string> &metadata);

/// model.safetensors.index.json: which file holds which tensor. Names that leave the folder are refused.
Result<std::map<std::string, std::string>> readShardIndex(const fs::path &indexFile);
/// The same of its text, without a look at the files.
Result<std::map<std::string, std::string>> parseShardIndex(std::string_view text, const std::string &path = {});

/// Reads the headers of all shards: each promised tensor must stand in the shard that the index names, and in no other.
Status checkShards(const fs::path &indexFile, const std::map<std::string, std::string> &index);

/// model.pickle where a folder without safetensors holds weights as Python pickles (.bin, .pt, .pth, .ckpt), which can
/// run code and are never read.
Status refusePickles(const fs::path &folder);

} // namespace lapidary
