// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/data/formats/tensor_names.h"
#include "core/engine/tensor/named_tensor.h"
#include "core/engine/tensor/packed.h"
#include "core/gguf/model_file.h"
#include <map>
#include <memory>

namespace lapidary {

/// The tensors of one safetensors file, of a sharded checkpoint or of a GGUF model, opened and not yet read.
/// Every header is checked whole before the first byte of data is touched (core/data/formats/safetensors.h,
/// core/gguf/header.h). What is packed (FP8 with scales, MXFP4, the blocks of GGUF) is one tensor of plain numbers for
/// whoever reads it.
class WeightFiles {
public:
    /// `path`: a .safetensors or .gguf file, or a folder with model.safetensors or model.safetensors.index.json, or
    /// with one GGUF model and no safetensors.
    static Result<WeightFiles> open(const fs::path &path, const std::string &stem = "model");

    std::vector<std::string> names() const;
    void rename(const NameChanges &changes);            ///< read under what the names mean from now on
    std::string ownName(const std::string &name) const; ///< as the file has it
    std::vector<NamedShape> held() const;               ///< under the file's own names, for messages
    bool has(const std::string &name) const;
    std::int64_t numbers() const; ///< in all tensors together
    std::string packings() const; ///< "Q4_1, Q8_0": what is not stored as plain numbers; empty where all is
    std::vector<std::int64_t> shapeOf(const std::string &name) const;
    /// A copy in the wanted format on the wanted device; only this tensor's bytes are read.
    /// file.changed where somebody has written to the file since it was opened.
    Result<at::Tensor> read(const std::string &name, c10::ScalarType dtype, c10::Device device) const;
    /// The same into a tensor of the shape that is stored, or of the transposed one, a part at a time: little memory
    /// beside it.
    Status readInto(const std::string &name, const at::Tensor &target, bool transposed = false) const;
    /// The same as read(), in the file's own number format, for optimiser states and integer tensors; what is packed
    /// is f32.
    Result<at::Tensor> readAsStored(const std::string &name) const;

private:
    struct Entry {
        std::size_t file = 0;
        std::string dtype{};
        std::vector<std::int64_t> shape{};
        std::uint64_t begin = 0, end = 0; // absolute in the file
        std::string ownName{};            // where it was renamed
        std::string scale{};              // of what is packed: its other part in parts_
        std::string blocks{};             // of MXFP4: the numbers themselves, in parts_
        const gguf::ModelFile::Entry *gguf = nullptr;

        bool isPacked() const { return gguf || !scale.empty() || dtype.starts_with("F8_"); }
    };
    Status add(const fs::path &path);
    void join(const fs::path &folder);
    static Result<WeightFiles> openGguf(const fs::path &path);
    Result<at::Tensor> bytesOf(const Entry &entry, const std::string &name) const;
    Result<at::Tensor> unpacked(const Entry &entry, const std::string &name) const;
    Result<at::Tensor> ggufRows(const Entry &entry, std::int64_t first, std::int64_t count) const;
    /// Rows of an entry that can be read part by part.
    Result<at::Tensor> rowsOf(const Entry &entry, const std::string &name, std::int64_t first,
                              std::int64_t count) const;

    std::vector<std::shared_ptr<FileReader>> files_;
    std::map<std::string, Entry> entries_, parts_;
    std::shared_ptr<const gguf::ModelFile> gguf_;
    ScaleBlock scaleBlock_ = kScaleBlock;
    bool scalesWanted_ = false; // config.json says that the weights are FP8
};

/// Writes tensors as they are (f32, bf16, f16, i64, i32, u8) atomically; names must be unique.
Status saveTensors(const fs::path &path, const NamedTensors &tensors,
                   const std::map<std::string, std::string> &metadata = {{"format", "pt"}});

} // namespace lapidary
