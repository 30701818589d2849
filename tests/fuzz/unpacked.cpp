// SPDX-License-Identifier: Apache-2.0
#include "core/base/unpacked_file.h"
#include "tests/fuzz/memory_file.h"
#include <optional>
#include <vector>

namespace lapidary::fuzz {

namespace {

/// What comes out in pieces of this size, as far as anybody looks; nothing where it ends with an error.
std::optional<std::string> readAll(const std::string &path, std::size_t piece) {
    constexpr std::size_t kFarEnough = 4u << 20;
    auto file = UnpackedFile::open(path);
    if (!file) {
        promise(!file.error().code.empty() && !file.error().message.empty());
        return std::nullopt;
    }
    std::string all;
    for (std::vector<char> buffer(piece); all.size() < kFarEnough;) {
        const auto got = file->read(buffer);
        if (!got) {
            promise(!got.error().code.empty() && got.error().file == path);
            return std::nullopt;
        }
        promise(*got <= piece);
        if (*got == 0) break;
        all.append(buffer.data(), *got);
    }
    return all;
}

} // namespace

/// Packed by whatever, or plain: it reads the same however it is cut, or ends with an error either way.
void unpacked(std::string_view bytes) {
    const MemoryFile file(bytes);
    const auto whole = readAll(file.path(), 1 << 16), pieces = readAll(file.path(), 1 + bytes.size() % 97);
    promise(whole.has_value() == pieces.has_value());
    if (whole) promise(whole->substr(0, pieces->size()) == pieces->substr(0, whole->size()));
}

} // namespace lapidary::fuzz
