// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/model_file.h"
#include <algorithm>
#include <cstdio>
#include <numeric>
#include <regex>

namespace lapidary::gguf {
namespace {

constexpr int kMostShards = 1000;

std::int64_t product(std::span<const std::int64_t> sizes) {
    return std::accumulate(sizes.begin(), sizes.end(), std::int64_t{1}, std::multiplies{});
}

/// A number of a shard's own; nothing where it is not said or no number.
std::optional<std::uint64_t> splitNumber(const Header &header, const char *key) {
    const auto found = header.metadata.find(key);
    if (found == header.metadata.end() || !found->second.is_number_integer() || found->second < 0) return std::nullopt;
    return found->second.get<std::uint64_t>();
}

Error mixed(const fs::path &file, const char *field, Sentence found, Sentence expected) {
    return {.code = "gguf.shards_mixed",
            .message = "this file is not the part of the model that its name says",
            .file = file.string(),
            .field = field,
            .found = std::move(found),
            .expected = std::move(expected),
            .remedy = "Fetch all parts anew, from the same place, and leave their names as they are."};
}

std::vector<float> numbersOf(const Tensor &tensor, std::span<const std::byte> bytes) {
    std::vector<float> out(bytes.size() / tensor.kind->bytes * static_cast<std::size_t>(tensor.kind->numbers));
    readBlocks(*tensor.kind, bytes, out.data());
    return out;
}

} // namespace

Result<std::vector<fs::path>> shardsOf(const fs::path &file) {
    static const std::regex pattern(R"((.*)-(\d{5})-of-(\d{5})\.gguf)");
    std::smatch parts;
    const std::string name = file.filename().string();
    if (!std::regex_match(name, parts, pattern)) return std::vector{file};
    const int count = std::stoi(parts[3]);
    std::vector<fs::path> out;
    for (int i = 1; i <= std::min(count, kMostShards); ++i) {
        char ending[32];
        std::snprintf(ending, sizeof ending, "-%05d-of-%05d.gguf", i, count);
        out.push_back(file.parent_path() / (parts[1].str() + ending));
        std::error_code ignored;
        if (!fs::exists(out.back(), ignored))
            return fail({.code = "gguf.shard_missing",
                         .message = "a part of the model is missing",
                         .file = out.back().string(),
                         .expected = {"all {0} parts in one folder", count},
                         .remedy = "Fetch the missing part and put it beside the others."});
    }
    if (count < 1 || count > kMostShards)
        return fail(mixed(file, "", std::to_string(count), {"1 to {0} parts", kMostShards}));
    return out;
}

Status ModelFile::add(const fs::path &path, std::size_t index, std::size_t count) {
    auto file = FileReader::open(path);
    if (!file) return unexpected(file.error());
    auto header = readHeader(*file);
    if (!header) return unexpected(header.error());
    const auto number = splitNumber(*header, "split.no"), of = splitNumber(*header, "split.count");
    if (of.value_or(1) != count)
        return fail(mixed(path, "split.count", std::to_string(of.value_or(1)), std::to_string(count)));
    if (number.value_or(0) != index)
        return fail(mixed(path, "split.no", std::to_string(number.value_or(0)), std::to_string(index)));
    for (Tensor &tensor : header->tensors) {
        contents_->tensors.push_back(std::move(tensor));
        shardOf_.push_back(index);
    }
    if (index == 0) contents_->metadata = std::move(header->metadata);
    files_.push_back(std::make_shared<FileReader>(std::move(*file)));
    return {};
}

Status ModelFile::settle() {
    const auto family = familyOf(*contents_);
    if (!family) return unexpected(family.error());
    for (std::size_t i = 0; i < contents_->tensors.size(); ++i) {
        const Tensor &tensor = contents_->tensors[i];
        Entry entry{.tensor = i,
                    .shard = shardOf_[i],
                    .change = changeOf(**family, tensor.name, tensor.shape.size()),
                    .heads = headsOf(*contents_, **family, tensor.name),
                    .shape = tensor.shape};
        if (entry.change == Change::Transposed) std::reverse(entry.shape.begin(), entry.shape.end());
        const std::string name = nameThere(**family, tensor.name).value_or(tensor.name);
        if (!entries_.emplace(name, std::move(entry)).second)
            return fail({.code = "gguf.duplicate",
                         .message = "two tensors of the files are the same one of the model",
                         .file = contents_->path,
                         .field = shown(tensor.name),
                         .found = shown(name)});
    }
    return {};
}

Result<ModelFile> ModelFile::open(const fs::path &file) {
    const auto shards = shardsOf(file);
    if (!shards) return unexpected(shards.error());
    ModelFile model;
    model.contents_->path = shards->front().string();
    for (std::size_t i = 0; i < shards->size(); ++i)
        if (auto ok = model.add((*shards)[i], i, shards->size()); !ok) return unexpected(ok.error());
    const Json *promised = model.contents_->value("split.tensors.count");
    if (promised && *promised != model.contents_->tensors.size())
        return fail(mixed(shards->front(), "split.tensors.count", std::to_string(model.contents_->tensors.size()),
                          dumpJson(*promised).substr(0, 40)));
    if (auto ok = model.settle(); !ok) return unexpected(ok.error());
    // What describes the model outlives this object where somebody keeps it: so do the files.
    model.contents_->read = [files = model.files_, shardOf = model.shardOf_,
                             tensors = &model.contents_->tensors](const Tensor &tensor) -> Result<std::vector<float>> {
        std::vector<std::byte> bytes(tensor.end - tensor.begin);
        const auto at = static_cast<std::size_t>(&tensor - tensors->data());
        if (auto read = files[shardOf[at]]->readAt(tensor.begin, bytes); !read) return unexpected(read.error());
        return numbersOf(tensor, bytes);
    };
    return model;
}

std::vector<fs::path> ModelFile::files() const {
    std::vector<fs::path> out;
    for (const auto &file : files_) out.push_back(file->path());
    return out;
}

std::map<std::string, std::int64_t> ModelFile::types() const {
    std::map<std::string, std::int64_t> out;
    for (const auto &tensor : contents_->tensors) ++out[tensor.kind->name];
    return out;
}

bool ModelFile::isRowwise(const Entry &entry) {
    return gguf::isRowwise(entry.change);
}

Result<std::vector<float>> ModelFile::read(const Entry &entry, std::int64_t first, std::int64_t count) const {
    const Tensor &tensor = tensorOf(entry);
    const std::int64_t rows = tensor.shape.front(), columns = product(std::span(tensor.shape).subspan(1));
    std::uint64_t begin = tensor.begin, end = tensor.end;
    if (isRowwise(entry)) {
        const std::uint64_t rowBytes = (tensor.end - tensor.begin) / static_cast<std::uint64_t>(rows);
        begin += static_cast<std::uint64_t>(first) * rowBytes;
        end = begin + static_cast<std::uint64_t>(count) * rowBytes;
    }
    std::vector<std::byte> bytes(end - begin);
    if (auto read = files_[entry.shard]->readAt(begin, bytes); !read) return unexpected(read.error());
    return toThere(entry.change, numbersOf(tensor, bytes), rows, columns, entry.heads);
}

Result<std::vector<float>> ModelFile::read(const Entry &entry) const {
    return read(entry, 0, tensorOf(entry).shape.front());
}

} // namespace lapidary::gguf
