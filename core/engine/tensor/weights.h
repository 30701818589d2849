// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/data/formats/tensor_names.h"
#include "core/engine/tensor/named_tensor.h"
#include <map>
#include <memory>

namespace lapidary {

/// The tensors of one safetensors file or of a sharded checkpoint, opened and not yet read.
/// Every header is checked whole before the first byte of data is touched (core/data/formats/safetensors.h).
class WeightFiles {
public:
    /// `path`: a .safetensors file, or a folder with model.safetensors or model.safetensors.index.json.
    static Result<WeightFiles> open(const fs::path &path, const std::string &stem = "model");

    std::vector<std::string> names() const;
    void rename(const NameChanges &changes);            ///< read under what the names mean from now on
    std::string ownName(const std::string &name) const; ///< as the file has it
    std::vector<NamedShape> held() const;               ///< under the file's own names, for messages
    bool has(const std::string &name) const;
    std::int64_t numbers() const; ///< in all tensors together
    std::vector<std::int64_t> shapeOf(const std::string &name) const;
    /// A copy in the wanted format on the wanted device; only this tensor's bytes are read.
    /// file.changed where somebody has written to the file since it was opened.
    Result<at::Tensor> read(const std::string &name, c10::ScalarType dtype, c10::Device device) const;
    /// The same into a tensor of the shape that is stored, or of the transposed one, a part at a time: little memory
    /// beside it.
    Status readInto(const std::string &name, at::Tensor target, bool transposed = false) const;
    /// The same as read(), in the file's own number format, for optimiser states and integer tensors.
    Result<at::Tensor> readAsStored(const std::string &name) const;

private:
    struct Entry {
        std::size_t file;
        std::string dtype;
        std::vector<std::int64_t> shape;
        std::uint64_t begin, end; // absolute in the file
        std::string ownName{};    // where it was renamed
    };
    std::vector<std::shared_ptr<FileReader>> files_;
    std::map<std::string, Entry> entries_;
    Status add(const fs::path &path);
};

/// Writes tensors as they are (f32, bf16, f16, i64, i32, u8) atomically; names must be unique.
Status saveTensors(const fs::path &path, const NamedTensors &tensors,
                   const std::map<std::string, std::string> &metadata = {{"format", "pt"}});

} // namespace lapidary
