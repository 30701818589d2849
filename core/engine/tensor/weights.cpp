// SPDX-License-Identifier: Apache-2.0
#include "core/engine/tensor/weights.h"
#include "core/data/formats/safetensors.h"
#include "core/gguf/place.h"
#include <numeric>
#include <optional>
#include <set>

namespace lapidary {
namespace {

std::optional<c10::ScalarType> scalarTypeOf(const std::string &dtype) {
    static const std::map<std::string, c10::ScalarType> types = {{"F32", at::kFloat},
                                                                 {"F16", at::kHalf},
                                                                 {"BF16", at::kBFloat16},
                                                                 {"F64", at::kDouble},
                                                                 {"I64", at::kLong},
                                                                 {"I32", at::kInt},
                                                                 {"I16", at::kShort},
                                                                 {"I8", at::kChar},
                                                                 {"U8", at::kByte},
                                                                 {"BOOL", at::kBool},
                                                                 {"F8_E4M3", at::kFloat8_e4m3fn},
                                                                 {"F8_E5M2", at::kFloat8_e5m2},
                                                                 {"F8_E8M0", at::kFloat8_e8m0fnu}};
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
        entries_[info.name] = {
            .file = files_.size(), .dtype = info.dtype, .shape = info.shape, .begin = info.begin, .end = info.end};
    }
    files_.push_back(std::make_shared<FileReader>(std::move(*file)));
    return {};
}

namespace {

/// "quantization_config" of the config.json beside the weights; null where there is none.
Json quantizationIn(const fs::path &folder) {
    const auto text = readFile(folder / "config.json");
    const auto config = text ? parseJson(*text) : Result<Json>(unexpected(text.error()));
    return config && config->is_object() ? config->value("quantization_config", Json()) : Json();
}

ScaleBlock scaleBlockOf(const Json &quantization) {
    const Json given = quantization.is_object() ? quantization.value("weight_block_size", Json()) : Json();
    ScaleBlock out = kScaleBlock;
    for (std::size_t i = 0; i < out.size(); ++i)
        if (given.is_array() && given.size() == out.size() && given[i].is_number_integer() && given[i] > 0)
            out[i] = given[i].get<std::int64_t>();
    return out;
}

} // namespace

/// Weights and their scales stand under names of their own; here they become one tensor.
void WeightFiles::join(const fs::path &folder) {
    std::vector<std::string> names = this->names();
    for (const auto &name : names) {
        const auto scale = entries_.find(name.ends_with("_blocks") ? name.substr(0, name.size() - 7) + "_scales" : "");
        if (scale == entries_.end() || scale->second.dtype != "U8" || entries_[name].dtype != "U8") continue;
        Entry both{.file = entries_[name].file, .dtype = "MXFP4", .shape = scale->second.shape};
        if (both.shape.empty() || entries_[name].shape.size() != both.shape.size() + 1) continue;
        both.shape.back() *= 32;
        both.blocks = name;
        both.scale = scale->first;
        for (const auto &part : {name, both.scale}) parts_.insert(entries_.extract(part));
        const std::string stem = name.substr(0, name.size() - 7);
        entries_[both.shape.size() > 2 || stem.ends_with(".weight") ? stem : stem + ".weight"] = std::move(both);
    }
    const Json quantization = quantizationIn(folder);
    scaleBlock_ = scaleBlockOf(quantization);
    scalesWanted_ = !quantization.is_null();
    for (const auto &name : names) {
        const auto entry = entries_.find(name);
        if (entry == entries_.end() || !entry->second.dtype.starts_with("F8_")) continue;
        for (const char *ending : {"_scale_inv", "_scale"}) // DeepSeek's name and that of compressed-tensors
            if (entry->second.scale.empty() && entries_.count(name + ending)) {
                entry->second.scale = name + ending;
                parts_.insert(entries_.extract(name + ending));
            }
    }
}

Result<WeightFiles> WeightFiles::openGguf(const fs::path &path) {
    auto model = gguf::ModelFile::open(path);
    if (!model) return unexpected(model.error());
    WeightFiles weights;
    weights.gguf_ = std::make_shared<const gguf::ModelFile>(std::move(*model));
    for (const auto &[name, entry] : weights.gguf_->entries()) {
        const gguf::Tensor &tensor = weights.gguf_->tensorOf(entry);
        weights.entries_[name] = {
            .dtype = tensor.kind->name, .shape = entry.shape, .ownName = tensor.name, .gguf = &entry};
    }
    return weights;
}

Result<WeightFiles> WeightFiles::open(const fs::path &path, const std::string &stem) {
    if (const auto gguf = ggufAt(path)) return openGguf(*gguf);
    WeightFiles weights;
    const fs::path single = path / (stem + ".safetensors"), index = path / (stem + ".safetensors.index.json");
    if (!fs::is_directory(path)) {
        if (auto ok = weights.add(path); !ok) return unexpected(ok.error());
        return weights;
    }
    if (fs::exists(single) || !fs::exists(index)) {
        if (auto ok = refusePickles(path); !ok) return unexpected(ok.error());
        if (auto ok = weights.add(single); !ok) return unexpected(ok.error());
    } else {
        const auto files = readShardIndex(index);
        if (!files) return unexpected(files.error());
        if (auto ok = checkShards(index, *files); !ok) return unexpected(ok.error());
        std::map<std::string, bool> opened;
        for (const auto &[tensor, file] : *files)
            if (!std::exchange(opened[file], true))
                if (auto ok = weights.add(path / file); !ok) return unexpected(ok.error());
    }
    weights.join(path);
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

std::string WeightFiles::packings() const {
    std::set<std::string> kinds;
    for (const auto &[name, entry] : entries_)
        if (entry.isPacked() && !scalarTypeOf(entry.dtype))
            kinds.insert(entry.dtype);
        else if (entry.dtype.starts_with("F8_"))
            kinds.insert("FP8 (" + entry.dtype.substr(3) + ")");
    std::string list;
    for (const auto &kind : kinds) list += (list.empty() ? "" : ", ") + kind;
    return list;
}

Result<at::Tensor> WeightFiles::bytesOf(const Entry &entry, const std::string &name) const {
    const auto type = scalarTypeOf(entry.dtype);
    if (!type) return fail(unknownFormat(name, entry.dtype));
    at::Tensor tensor = at::empty(entry.shape, *type);
    const std::span into(static_cast<std::byte *>(tensor.data_ptr()), entry.end - entry.begin);
    if (auto read = files_[entry.file]->readAt(entry.begin, into); !read) return unexpected(read.error());
    return tensor;
}

Result<at::Tensor> WeightFiles::ggufRows(const Entry &entry, std::int64_t first, std::int64_t count) const {
    const auto numbers = gguf_->read(*entry.gguf, first, count);
    if (!numbers) return unexpected(numbers.error());
    std::vector<std::int64_t> shape = entry.shape;
    if (gguf::ModelFile::isRowwise(*entry.gguf)) shape[0] = count;
    return at::from_blob(const_cast<float *>(numbers->data()), shape, at::kFloat).clone();
}

Result<at::Tensor> WeightFiles::unpacked(const Entry &entry, const std::string &name) const {
    if (entry.gguf) return ggufRows(entry, 0, entry.shape[0]);
    const auto part = [&](const std::string &of) { return bytesOf(parts_.at(of), of); };
    const bool fp8 = entry.blocks.empty();
    if (fp8 && entry.scale.empty() && scalesWanted_ && entry.shape.size() > 1)
        return fail({.code = "weights.no_scale",
                     .message = "the checkpoint lacks the scales of a tensor in FP8",
                     .field = name,
                     .found = "nothing",
                     .expected = {"{0} or {1}", name + "_scale_inv", name + "_scale"},
                     .remedy = "Check that all files of the checkpoint are there."});
    auto numbers = fp8 ? bytesOf(entry, name) : part(entry.blocks);
    if (!numbers) return numbers;
    if (entry.scale.empty()) return numbers->to(at::kFloat);
    auto scale = part(entry.scale);
    if (!scale) return scale;
    return fp8 ? unpackedFp8(*numbers, *scale, scaleBlock_, name) : unpackedMxfp4(*numbers, *scale, name);
}

Result<at::Tensor> WeightFiles::readAsStored(const std::string &name) const {
    const auto it = entries_.find(name);
    if (it == entries_.end())
        return fail({.code = "model.missing_tensor",
                     .message = "the checkpoint lacks a tensor that this architecture needs",
                     .field = name});
    return it->second.isPacked() ? unpacked(it->second, name) : bytesOf(it->second, name);
}

Result<at::Tensor> WeightFiles::read(const std::string &name, c10::ScalarType dtype, c10::Device device) const {
    auto stored = readAsStored(name);
    if (!stored) return stored;
    return stored->to(device, dtype);
}

Result<at::Tensor> WeightFiles::rowsOf(const Entry &entry, const std::string &name, std::int64_t first,
                                       std::int64_t count) const {
    if (entry.gguf) return ggufRows(entry, first, count);
    const std::uint64_t rowBytes = (entry.end - entry.begin) / static_cast<std::uint64_t>(entry.shape[0]);
    Entry rows = entry;
    rows.shape[0] = count;
    rows.begin = entry.begin + static_cast<std::uint64_t>(first) * rowBytes;
    rows.end = rows.begin + static_cast<std::uint64_t>(count) * rowBytes;
    return bytesOf(rows, name);
}

Status WeightFiles::readInto(const std::string &name, const at::Tensor &target, bool transposed) const {
    constexpr std::int64_t kPart = 1 << 22; // numbers
    const auto it = entries_.find(name);
    const bool whole = it == entries_.end() || it->second.shape.empty() ||
                       (it->second.gguf ? !gguf::ModelFile::isRowwise(*it->second.gguf) : it->second.isPacked());
    const std::int64_t size = whole ? 0 : it->second.shape[0];
    const std::int64_t numbers = size == 0 ? 0
                                           : std::accumulate(it->second.shape.begin() + 1, it->second.shape.end(),
                                                             std::int64_t{1}, std::multiplies{});
    const std::int64_t rows = numbers == 0 ? 0 : std::max<std::int64_t>(1, kPart / numbers);
    if (rows == 0 || rows >= size) { // small, packed in blocks of several rows, or an error that reading tells
        const auto tensor = readAsStored(name);
        if (!tensor) return unexpected(tensor.error());
        target.copy_(transposed ? tensor->t() : *tensor);
        return {};
    }
    for (std::int64_t begin = 0; begin < size; begin += rows) {
        const std::int64_t count = std::min(rows, size - begin);
        const auto part = rowsOf(it->second, name, begin, count);
        if (!part) return unexpected(part.error());
        target.narrow(transposed ? 1 : 0, begin, count).copy_(transposed ? part->t() : *part);
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
