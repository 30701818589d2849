// SPDX-License-Identifier: Apache-2.0
#include "core/base/unpacker.h"
#include <vector>
#include <zlib.h>

namespace lapidary {
namespace {

constexpr int kGzipOnly = 16 + MAX_WBITS;

class Gunzip : public Unpacker {
public:
    explicit Gunzip(FileReader file) : Unpacker(std::move(file)), begun_(inflateInit2(&z_, kGzipOnly) == Z_OK) {}
    ~Gunzip() override { inflateEnd(&z_); }
    bool begun() const { return begun_; }
    Result<std::size_t> read(std::span<char> into) override;

private:
    Result<bool> refill();
    Error damaged(const char *why) const;

    z_stream z_{};
    std::vector<char> packed_ = std::vector<char>(1 << 16);
    bool begun_, between_ = false; ///< behind the end of a member: another may follow, as gzip allows
};

/// False at the end of the file.
Result<bool> Gunzip::refill() {
    const auto got = file_.read(packed_);
    if (!got) return unexpected(got.error());
    bytesRead_ += *got;
    z_.next_in = reinterpret_cast<Bytef *>(packed_.data());
    z_.avail_in = static_cast<uInt>(*got);
    return *got > 0;
}

Error Gunzip::damaged(const char *why) const {
    return {.code = "gzip.damaged",
            .message = "the gzip archive is damaged",
            .file = path().string(),
            .offset = static_cast<std::int64_t>(bytesRead_ - z_.avail_in),
            .found = why ? why : "bytes that cannot be unpacked",
            .expected = "a gzip archive",
            .remedy = "Fetch or pack it again."};
}

Result<std::size_t> Gunzip::read(std::span<char> into) {
    for (;;) {
        if (z_.avail_in == 0) {
            const auto more = refill();
            if (!more) return unexpected(more.error());
            if (!*more && between_) return std::size_t{0};
            if (!*more)
                return fail({.code = "gzip.cut",
                             .message = "the gzip archive is not complete: the file ends inside it",
                             .file = path().string(),
                             .offset = static_cast<std::int64_t>(bytesRead_),
                             .expected = "the end of the archive",
                             .remedy = "The file was probably cut while it was written or copied."});
        }
        if (between_ && *z_.next_in == 0) { // tapes and some programs fill up with zeros
            ++z_.next_in;
            --z_.avail_in;
            continue;
        }
        between_ = false;
        z_.next_out = reinterpret_cast<Bytef *>(into.data());
        z_.avail_out = static_cast<uInt>(into.size());
        const int code = inflate(&z_, Z_NO_FLUSH);
        const std::size_t got = into.size() - z_.avail_out;
        if (code == Z_STREAM_END) {
            between_ = true;
            inflateReset(&z_);
        } else if (code != Z_OK && code != Z_BUF_ERROR)
            return fail(damaged(z_.msg));
        if (got > 0) return got;
    }
}

} // namespace

UnpackerResult gunzip(FileReader file) {
    const std::string path = file.path().string();
    auto out = std::make_unique<Gunzip>(std::move(file));
    if (out->begun()) return out;
    return fail({.code = "gzip.memory", .message = "there is no memory to unpack with", .file = path});
}

} // namespace lapidary
