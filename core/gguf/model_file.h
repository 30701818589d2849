// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/gguf/changes.h"
#include "core/gguf/contents.h"
#include <memory>

namespace lapidary::gguf {

/// The files of a model: the one, or all shards that one of them belongs to ("x-00001-of-00003.gguf"), first to last.
/// gguf.shard_missing.
Result<std::vector<fs::path>> shardsOf(const fs::path &file);

/// A model in GGUF files, opened and not yet read, under the names and in the shapes that transformers has for it.
/// Errors: gguf.*.
class ModelFile {
public:
    static Result<ModelFile> open(const fs::path &file);

    struct Entry {
        std::size_t tensor = 0; ///< of contents().tensors
        std::size_t shard = 0;
        Change change = Change::None;
        std::int64_t heads = 1;
        std::vector<std::int64_t> shape{};
    };
    /// By name. What no checkpoint has stands under its own name.
    const std::map<std::string, Entry> &entries() const { return entries_; }
    const Contents &contents() const { return *contents_; }
    const Tensor &tensorOf(const Entry &entry) const { return contents_->tensors[entry.tensor]; }
    std::vector<fs::path> files() const;
    std::map<std::string, std::int64_t> types() const; ///< how many tensors are packed how: {"Q4_K": 96}

    /// Whether parts of it can be read: otherwise it is read whole.
    static bool isRowwise(const Entry &entry);
    /// `count` rows from `first` on, or the whole of a tensor that is not read by rows, as 32-bit numbers.
    Result<std::vector<float>> read(const Entry &entry, std::int64_t first, std::int64_t count) const;
    Result<std::vector<float>> read(const Entry &entry) const;

private:
    Status add(const fs::path &file, std::size_t index, std::size_t count);
    Status settle();
    std::vector<std::shared_ptr<FileReader>> files_{};
    std::vector<std::size_t> shardOf_{}; ///< by tensor
    std::shared_ptr<Contents> contents_ = std::make_shared<Contents>();
    std::map<std::string, Entry> entries_{};
};

} // namespace lapidary::gguf
