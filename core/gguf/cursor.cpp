// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/cursor.h"
#include <algorithm>

namespace lapidary::gguf {
namespace {

constexpr std::uint64_t kWindow = 1 << 20;

} // namespace

Status Cursor::take(std::span<std::byte> into) {
    if (into.size() > left())
        return fail({.code = "gguf.cut_off",
                     .message = "the file ends inside of its header",
                     .file = path_,
                     .offset = static_cast<std::int64_t>(at_),
                     .found = {"{0} bytes", left()},
                     .expected = {"at least {0}", into.size()},
                     .remedy = "The download was not finished, or the file is damaged. Fetch it anew."});
    for (std::size_t done = 0; done < into.size();) {
        if (at_ < windowAt_ || at_ >= windowAt_ + window_.size()) {
            window_.resize(std::min(kWindow, size_ - at_));
            windowAt_ = at_;
            if (auto read = fetch_(at_, window_); !read) return read;
        }
        const std::uint64_t from = at_ - windowAt_;
        const std::size_t part = std::min<std::size_t>(into.size() - done, window_.size() - from);
        std::memcpy(into.data() + done, window_.data() + from, part);
        done += part;
        at_ += part;
    }
    return {};
}

Result<std::string> Cursor::text(std::uint64_t most) {
    const std::uint64_t begin = at_;
    const auto length = value<std::uint64_t>();
    if (!length) return unexpected(length.error());
    if (*length > most)
        return fail({.code = "gguf.bad_text",
                     .message = "a text claims to be longer than any that is read",
                     .file = path_,
                     .offset = static_cast<std::int64_t>(begin),
                     .found = {"{0} bytes", *length},
                     .expected = {"at most {0}", most}});
    if (*length > left()) { // before it is allocated
        std::byte nothing[1];
        at_ = size_;
        auto cut = take(nothing);
        cut.error().offset = static_cast<std::int64_t>(begin);
        cut.error().found = {"{0} bytes", size_ - begin - 8};
        cut.error().expected = {"at least {0}", *length};
        return unexpected(cut.error());
    }
    std::string out(*length, '\0');
    if (auto read = take(std::as_writable_bytes(std::span(out))); !read) return unexpected(read.error());
    return out;
}

} // namespace lapidary::gguf
