// SPDX-License-Identifier: Apache-2.0
#include "core/base/unpacked_file.h"
#include <array>
#include <vector>
#include <zlib.h>

namespace lapidary {
namespace {

constexpr std::array kMagic = {std::byte{0x1F}, std::byte{0x8B}};
constexpr int kGzipOnly = 16 + MAX_WBITS;

} // namespace

struct UnpackedFile::Stream {
    z_stream z{};
    std::vector<char> packed = std::vector<char>(1 << 16);
    bool between = false; ///< behind the end of a member: another may follow, as gzip allows
    Stream() = default;
    Stream(const Stream &) = delete;
    Stream &operator=(const Stream &) = delete;
    ~Stream() { inflateEnd(&z); }
};

UnpackedFile::UnpackedFile(FileReader file, std::unique_ptr<Stream> stream)
    : file_(std::move(file)), stream_(std::move(stream)) {}
UnpackedFile::UnpackedFile(UnpackedFile &&) noexcept = default;
UnpackedFile::~UnpackedFile() = default;

Result<UnpackedFile> UnpackedFile::open(const fs::path &path) {
    auto file = FileReader::open(path);
    if (!file) return unexpected(file.error());
    std::array<std::byte, kMagic.size()> head{};
    if (file->size() < head.size()) return UnpackedFile(std::move(*file), nullptr);
    if (auto read = file->readAt(0, head); !read) return unexpected(read.error());
    if (head != kMagic) return UnpackedFile(std::move(*file), nullptr);
    auto stream = std::make_unique<Stream>();
    if (inflateInit2(&stream->z, kGzipOnly) != Z_OK)
        return fail({.code = "gzip.memory", .message = "there is no memory to unpack with", .file = path.string()});
    return UnpackedFile(std::move(*file), std::move(stream));
}

Result<std::size_t> UnpackedFile::read(std::span<char> into) {
    if (stream_) return unpack(into);
    auto got = file_.read(into);
    if (got) bytesRead_ += *got;
    return got;
}

/// False at the end of the file.
Result<bool> UnpackedFile::refill() {
    const auto got = file_.read(stream_->packed);
    if (!got) return unexpected(got.error());
    bytesRead_ += *got;
    stream_->z.next_in = reinterpret_cast<Bytef *>(stream_->packed.data());
    stream_->z.avail_in = static_cast<uInt>(*got);
    return *got > 0;
}

Error UnpackedFile::damaged(const char *why) const {
    return {.code = "gzip.damaged",
            .message = "the gzip archive is damaged",
            .file = path().string(),
            .offset = static_cast<std::int64_t>(bytesRead_ - stream_->z.avail_in),
            .found = why ? why : "bytes that cannot be unpacked",
            .expected = "a gzip archive",
            .remedy = "Fetch or pack it again."};
}

Result<std::size_t> UnpackedFile::unpack(std::span<char> into) {
    z_stream &z = stream_->z;
    for (;;) {
        if (z.avail_in == 0) {
            const auto more = refill();
            if (!more) return unexpected(more.error());
            if (!*more && stream_->between) return std::size_t{0};
            if (!*more)
                return fail({.code = "gzip.cut",
                             .message = "the gzip archive is not complete: the file ends inside it",
                             .file = path().string(),
                             .offset = static_cast<std::int64_t>(bytesRead_),
                             .expected = "the end of the archive",
                             .remedy = "The file was probably cut while it was written or copied."});
        }
        if (stream_->between && *z.next_in == 0) { // tapes and some programs fill up with zeros
            ++z.next_in;
            --z.avail_in;
            continue;
        }
        stream_->between = false;
        z.next_out = reinterpret_cast<Bytef *>(into.data());
        z.avail_out = static_cast<uInt>(into.size());
        const int code = inflate(&z, Z_NO_FLUSH);
        const std::size_t got = into.size() - z.avail_out;
        if (code == Z_STREAM_END) {
            stream_->between = true;
            inflateReset(&z);
        } else if (code != Z_OK && code != Z_BUF_ERROR)
            return fail(damaged(z.msg));
        if (got > 0) return got;
    }
}

} // namespace lapidary
