// SPDX-License-Identifier: Apache-2.0
#include "core/base/unpacked_file.h"
#include "core/base/unpacker.h"
#include <array>

namespace lapidary {
namespace {

class AsItIs : public Unpacker {
public:
    using Unpacker::Unpacker;
    Result<std::size_t> read(std::span<char> into) override {
        auto got = file_.read(into);
        if (got) bytesRead_ += *got;
        return got;
    }
    bool unpacks() const override { return false; }
};

UnpackerResult asItIs(FileReader file) {
    return std::make_unique<AsItIs>(std::move(file));
}

using Open = UnpackerResult (*)(FileReader);

constexpr std::size_t kMagicBytes = 4;

Open openFor(std::string_view head) {
    if (head.starts_with("\x1F\x8B")) return gunzip;
    if (head.starts_with("\x28\xB5\x2F\xFD")) return unzstd;
    if (head.starts_with("PK\x03\x04")) return unzip;
    if (head.starts_with("PK\x05\x06")) return unzipNothing;
    return asItIs;
}

} // namespace

UnpackedFile::UnpackedFile(std::unique_ptr<Unpacker> unpacker) : unpacker_(std::move(unpacker)) {}
UnpackedFile::UnpackedFile(UnpackedFile &&) noexcept = default;
UnpackedFile::~UnpackedFile() = default;

Result<UnpackedFile> UnpackedFile::open(const fs::path &path) {
    auto file = FileReader::open(path);
    if (!file) return unexpected(file.error());
    std::array<char, kMagicBytes> head{};
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(file->size(), head.size()));
    if (auto read = file->readAt(0, std::as_writable_bytes(std::span(head).first(size))); !read)
        return unexpected(read.error());
    auto unpacker = openFor({head.data(), size})(std::move(*file));
    if (!unpacker) return unexpected(unpacker.error());
    return UnpackedFile(std::move(*unpacker));
}

Result<std::size_t> UnpackedFile::read(std::span<char> into) {
    auto got = unpacker_->read(into);
    if (!got || !unpacker_->unpacks()) return got;
    bytesOut_ += *got;
    if (bytesOut_ <= kAlwaysTaken || bytesOut_ / kMostTimes <= bytesRead()) return got;
    return fail({.code = "archive.bomb",
                 .message = "the archive unpacks to far more than text with rows does",
                 .file = path().string(),
                 .found = {"{0} bytes out of the first {1}", bytesOut_, bytesRead()},
                 .expected = {"at most {0} times as many", kMostTimes},
                 .remedy = "Unpack it with another program, and look at what is inside."});
}

std::uint64_t UnpackedFile::bytesRead() const {
    return unpacker_->bytesRead();
}
const fs::path &UnpackedFile::path() const {
    return unpacker_->path();
}

} // namespace lapidary
