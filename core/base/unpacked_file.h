// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include <memory>

namespace lapidary {

/// The bytes of a file; where it is packed by gzip, what was packed. Packed and plain files are told apart by how they
/// begin, not by their names. However much is inside, only a piece of it is held.
class UnpackedFile {
public:
    static Result<UnpackedFile> open(const fs::path &path);
    UnpackedFile(UnpackedFile &&) noexcept;
    ~UnpackedFile();

    /// How many bytes were read; 0 only at the end. Errors: those of FileReader; gzip.cut and gzip.damaged, with the
    /// offset in the packed file.
    Result<std::size_t> read(std::span<char> into);
    /// Of the file itself, packed as it may be: what a progress counts.
    std::uint64_t bytesRead() const { return bytesRead_; }
    const fs::path &path() const { return file_.path(); }

private:
    struct Stream;
    UnpackedFile(FileReader file, std::unique_ptr<Stream> stream);
    Result<std::size_t> unpack(std::span<char> into);
    Result<bool> refill();
    Error damaged(const char *why) const;
    FileReader file_;
    std::unique_ptr<Stream> stream_; ///< null for a plain file
    std::uint64_t bytesRead_ = 0;
};

} // namespace lapidary
