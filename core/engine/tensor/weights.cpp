// SPDX-License-Identifier: Apache-2.0
#include "core/engine/tensor/weights.h"
#include "core/data/formats/safetensors.h"
#include <numeric>
#include <optional>

namespace lapidary {
namespace {

std::optional<c10::ScalarType> scalarTypeOf(const std::string &dtype) {
    static const std::map<std::string, c10::ScalarType> types = {
        {"F32", at::kFloat}, {"F16", at::kHalf},  {"BF16", at::kBFloat16}, {"F64", at::kDouble}, {"I64", at::kLong},
        {"I32", at::kInt},   {"I16", at::kShort}, {"I8", at::kChar},       {"U8", at::kByte},    {"BOOL", at::kBool}};
    const auto it = types.find(dtype);
    return it == types.end() ? std::nullopt : std::optional(it->second);
}

std::string dtypeOf(c10::ScalarType type) {
    switch (type) {
    case at::kFloat:
        return "F32";
    case at::kHalf:
        return "F16";
    case at::kBFloat16:
        return "BF16";
    case at::kDouble:
        return "F64";
    case at::kLong:
        return "I64";
    case at::kInt:
        return "I32";
    case at::kByte:
        return "U8";
    case at::kBool:
        return "BOOL";
    default:
        return "";
    }
}

Error unknownFormat(const std::string &name, const std::string &dtype) {
    return {.code = "safetensors.unknown_dtype",
            .message = "weights in this number format cannot be computed with",
            .field = name,
            .found = dtype};
}

} // namespace

Status WeightFiles::add(const fs::path &path) {
    auto file = FileReader::open(path);
    if (!file) return unexpected(file.error());
    const auto header = readSafetensorsHeader(*file);
    if (!header) return unexpected(header.error());
    for (const auto &info : header->tensors) {
        if (entries_.count(info.name))
            return fail({.code = "safetensors.duplicate",
                         .message = "the same tensor stands in two shards",
                         .file = path.string(),
                         .field = info.name});
        entries_[info.name] = {files_.size(), info.dtype, info.shape, info.begin, info.end, {}};
    }
    files_.push_back(std::make_shared<FileReader>(std::move(*file)));
    return {};
}

Result<WeightFiles> WeightFiles::open(const fs::path &path, const std::string &stem) {
    WeightFiles weights;
    const fs::path single = path / (stem + ".safetensors"), index = path / (stem + ".safetensors.index.json");
    if (!fs::is_directory(path)) {
        if (auto ok = weights.add(path); !ok) return unexpected(ok.error());
        return weights;
    }
    if (fs::exists(single) || !fs::exists(index)) {
        if (auto ok = refusePickles(path); !ok) return unexpected(ok.error());
        if (auto ok = weights.add(single); !ok) return unexpected(ok.error());
        return weights;
    }
    const auto files = readShardIndex(index);
    if (!files) return unexpected(files.error());
    if (auto ok = checkShards(index, *files); !ok) return unexpected(ok.error());
    std::map<std::string, bool> opened;
    for (const auto &[tensor, file] : *files)
        if (!std::exchange(opened[file], true))
            if (auto ok = weights.add(path / file); !ok) return unexpected(ok.error());
    return weights;
}

std::vector<std::string> WeightFiles::names() const {
    std::vector<std::string> out;
    for (const auto &[name, entry] : entries_) out.push_back(name);
    return out;
}

void WeightFiles::rename(const NameChanges &changes) {
    std::map<std::string, Entry> renamed;
    for (auto &[name, entry] : entries_) {
        const auto meant = changes.meant.find(name);
        if (meant != changes.meant.end() && entry.ownName.empty()) entry.ownName = name;
        renamed.emplace(meant == changes.meant.end() ? name : meant->second, std::move(entry));
    }
    entries_ = std::move(renamed);
}

std::string WeightFiles::ownName(const std::string &name) const {
    const auto it = entries_.find(name);
    return it == entries_.end() || it->second.ownName.empty() ? name : it->second.ownName;
}

std::vector<NamedShape> WeightFiles::held() const {
    std::vector<NamedShape> out;
    for (const auto &[name, entry] : entries_)
        out.push_back({entry.ownName.empty() ? name : entry.ownName, entry.shape});
    return out;
}

bool WeightFiles::has(const std::string &name) const {
    return entries_.count(name) > 0;
}

std::int64_t WeightFiles::numbers() const {
    std::int64_t all = 0;
    for (const auto &[name, entry] : entries_)
        all += std::accumulate(entry.shape.begin(), entry.shape.end(), std::int64_t{1}, std::multiplies{});
    return all;
}

std::vector<std::int64_t> WeightFiles::shapeOf(const std::string &name) const {
    const auto it = entries_.find(name);
    return it == entries_.end() ? std::vector<std::int64_t>{} : it->second.shape;
}

Result<at::Tensor> WeightFiles::readAsStored(const std::string &name) const {
    const auto it = entries_.find(name);
    if (it == entries_.end())
        return fail({.code = "model.missing_tensor",
                     .message = "the checkpoint lacks a tensor that this architecture needs",
                     .field = name});
    const Entry &entry = it->second;
    const auto type = scalarTypeOf(entry.dtype);
    if (!type) return fail(unknownFormat(name, entry.dtype));
    at::Tensor tensor = at::empty(entry.shape, *type);
    const std::span into(static_cast<std::byte *>(tensor.data_ptr()), entry.end - entry.begin);
    if (auto read = files_[entry.file]->readAt(entry.begin, into); !read) return unexpected(read.error());
    return tensor;
}

Result<at::Tensor> WeightFiles::read(const std::string &name, c10::ScalarType dtype, c10::Device device) const {
    auto stored = readAsStored(name);
    if (!stored) return stored;
    return stored->to(device, dtype);
}

Status WeightFiles::readInto(const std::string &name, at::Tensor target, bool transposed) const {
    constexpr std::int64_t kPart = 1 << 22; // numbers
    const auto it = entries_.find(name);
    const std::int64_t size = it == entries_.end() || it->second.shape.empty() ? 0 : it->second.shape[0];
    const std::int64_t numbers = size == 0 ? 0
                                           : std::accumulate(it->second.shape.begin() + 1, it->second.shape.end(),
                                                             std::int64_t{1}, std::multiplies{});
    const std::int64_t rows = numbers == 0 ? 0 : std::max<std::int64_t>(1, kPart / numbers);
    if (rows == 0 || rows >= size) { // small, or an error that reading tells
        const auto whole = readAsStored(name);
        if (!whole) return unexpected(whole.error());
        target.copy_(transposed ? whole->t() : *whole);
        return {};
    }
    const auto type = scalarTypeOf(it->second.dtype);
    if (!type) return unexpected(unknownFormat(name, it->second.dtype));
    std::vector<std::int64_t> shape = it->second.shape;
    shape[0] = rows;
    at::Tensor part = at::empty(shape, *type);
    const std::uint64_t rowBytes = (it->second.end - it->second.begin) / static_cast<std::uint64_t>(size);
    for (std::int64_t begin = 0; begin < size; begin += rows) {
        const std::int64_t count = std::min(rows, size - begin);
        const std::span into(static_cast<std::byte *>(part.data_ptr()), static_cast<std::uint64_t>(count) * rowBytes);
        if (auto read =
                files_[it->second.file]->readAt(it->second.begin + static_cast<std::uint64_t>(begin) * rowBytes, into);
            !read)
            return read;
        const at::Tensor filled = part.narrow(0, 0, count);
        target.narrow(transposed ? 1 : 0, begin, count).copy_(transposed ? filled.t() : filled);
    }
    return {};
}

Status saveTensors(const fs::path &path, const NamedTensors &tensors,
                   const std::map<std::string, std::string> &metadata) {
    std::vector<at::Tensor> held;
    std::vector<TensorBytes> entries;
    for (const auto &[name, tensor] : tensors) {
        held.push_back(tensor.detach().cpu().contiguous());
        const at::Tensor &ready = held.back();
        const std::string dtype = dtypeOf(ready.scalar_type());
        if (dtype.empty())
            return fail({.code = "safetensors.unknown_dtype",
                         .message = "this number format cannot be saved",
                         .file = path.string(),
                         .field = name});
        entries.push_back({name,
                           dtype,
                           ready.sizes().vec(),
                           {static_cast<const std::byte *>(ready.const_data_ptr()), ready.nbytes()}});
    }
    return writeSafetensors(path, entries, metadata);
}

} // namespace lapidary
