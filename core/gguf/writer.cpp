// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/writer.h"
#include <algorithm>
#include <cstring>

namespace lapidary::gguf {
namespace {

constexpr std::uint64_t kAlignment = 32;
enum Type : std::uint32_t { kWhole = 4, kSigned = 5, kNumber = 6, kFlag = 7, kText = 8, kArray = 9 };

template <class T> void append(std::string &out, T value) {
    out.append(reinterpret_cast<const char *>(&value), sizeof value);
}

void appendText(std::string &out, std::string_view text) {
    append<std::uint64_t>(out, text.size());
    out += text;
}

std::string arrayOf(std::uint32_t type, std::size_t count) {
    std::string out;
    append<std::uint32_t>(out, kArray);
    append(out, type);
    append<std::uint64_t>(out, count);
    return out;
}

template <class T> std::string single(std::uint32_t type, T value) {
    std::string out;
    append(out, type);
    append(out, value);
    return out;
}

std::uint64_t aligned(std::uint64_t at) {
    return (at + kAlignment - 1) / kAlignment * kAlignment;
}

} // namespace

void Sheet::put(const std::string &key, std::string bytes) {
    const auto known = std::find_if(pairs_.begin(), pairs_.end(), [&](const Pair &pair) { return pair.key == key; });
    if (known == pairs_.end())
        pairs_.push_back({key, std::move(bytes)});
    else
        known->bytes = std::move(bytes);
}

void Sheet::whole(const std::string &key, std::int64_t value) {
    put(key, single(kWhole, static_cast<std::uint32_t>(value)));
}

void Sheet::number(const std::string &key, double value) {
    put(key, single(kNumber, static_cast<float>(value)));
}

void Sheet::flag(const std::string &key, bool value) {
    put(key, single(kFlag, static_cast<std::uint8_t>(value)));
}

void Sheet::text(const std::string &key, std::string_view value) {
    std::string out;
    append<std::uint32_t>(out, kText);
    appendText(out, value);
    put(key, std::move(out));
}

void Sheet::texts(const std::string &key, std::span<const std::string> values) {
    std::string out = arrayOf(kText, values.size());
    for (const auto &value : values) appendText(out, value);
    put(key, std::move(out));
}

void Sheet::wholes(const std::string &key, std::span<const std::int32_t> values) {
    std::string out = arrayOf(kSigned, values.size());
    for (const auto value : values) append(out, value);
    put(key, std::move(out));
}

void Sheet::numbers(const std::string &key, std::span<const float> values) {
    std::string out = arrayOf(kNumber, values.size());
    for (const auto value : values) append(out, value);
    put(key, std::move(out));
}

void Sheet::flags(const std::string &key, const std::vector<bool> &values) {
    std::string out = arrayOf(kFlag, values.size());
    for (const bool value : values) append(out, static_cast<std::uint8_t>(value));
    put(key, std::move(out));
}

std::uint64_t TensorOut::bytes() const {
    std::uint64_t numbers = 1;
    for (const auto size : shape) numbers *= static_cast<std::uint64_t>(size);
    return numbers / static_cast<std::uint64_t>(kind->numbers) * kind->bytes;
}

Status writeFile(const fs::path &path, const Sheet &sheet, std::span<const TensorOut> tensors) {
    std::string head = "GGUF";
    append<std::uint32_t>(head, 3);
    append<std::uint64_t>(head, tensors.size());
    append<std::uint64_t>(head, sheet.pairs().size());
    for (const auto &pair : sheet.pairs()) {
        appendText(head, pair.key);
        head += pair.bytes;
    }
    std::uint64_t at = 0;
    for (const auto &tensor : tensors) {
        appendText(head, tensor.name);
        append(head, static_cast<std::uint32_t>(tensor.shape.size()));
        for (auto size = tensor.shape.rbegin(); size != tensor.shape.rend(); ++size)
            append(head, static_cast<std::uint64_t>(*size));
        append(head, tensor.kind->id);
        append(head, at);
        at = aligned(at + tensor.bytes());
    }
    head.resize(aligned(head.size()), '\0');
    return writeFileAtomic(path, [&](const ByteSink &sink) -> Status {
        if (auto ok = sink(head); !ok) return ok;
        for (const auto &tensor : tensors) {
            if (auto ok = tensor.fill(sink); !ok) return ok;
            const std::uint64_t bytes = tensor.bytes();
            if (auto ok = sink(std::string(aligned(bytes) - bytes, '\0')); !ok) return ok;
        }
        return {};
    });
}

} // namespace lapidary::gguf
