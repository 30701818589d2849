// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <cstddef>
#include <cstring>
#include <functional>
#include <span>
#include <vector>

namespace lapidary::gguf {

/// Reads little-endian values one behind the other out of bytes that are fetched in large pieces. What is not there is
/// gguf.cut_off, with the place.
class Cursor {
public:
    using Fetch = std::function<Status(std::uint64_t offset, std::span<std::byte> into)>;
    Cursor(std::uint64_t size, std::string path, Fetch fetch)
        : size_(size), path_(std::move(path)), fetch_(std::move(fetch)) {}

    std::uint64_t at() const { return at_; }
    std::uint64_t left() const { return size_ - at_; }
    std::uint64_t size() const { return size_; }
    const std::string &path() const { return path_; }

    template <class T> Result<T> value() {
        std::byte bytes[sizeof(T)];
        if (auto read = take(bytes); !read) return unexpected(read.error());
        T out;
        std::memcpy(&out, bytes, sizeof out);
        return out;
    }

    /// A length of eight bytes and as many bytes as it says. gguf.bad_text where it is over `most`.
    Result<std::string> text(std::uint64_t most);

private:
    Status take(std::span<std::byte> into);

    std::uint64_t size_, at_ = 0, windowAt_ = 0;
    std::string path_;
    Fetch fetch_;
    std::vector<std::byte> window_{};
};

} // namespace lapidary::gguf
