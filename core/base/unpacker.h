// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include <memory>

namespace lapidary {

/// One way to read a file: as it is, or unpacked. Behind UnpackedFile.
class Unpacker {
public:
    explicit Unpacker(FileReader file) : file_(std::move(file)) {}
    Unpacker(const Unpacker &) = delete;
    Unpacker &operator=(const Unpacker &) = delete;
    virtual ~Unpacker() = default;

    virtual Result<std::size_t> read(std::span<char> into) = 0; ///< 0 only at the end
    virtual bool unpacks() const { return true; }
    std::uint64_t bytesRead() const { return bytesRead_; } ///< of the file
    const fs::path &path() const { return file_.path(); }

protected:
    FileReader file_;
    std::uint64_t bytesRead_ = 0;
};

using UnpackerResult = Result<std::unique_ptr<Unpacker>>;
UnpackerResult gunzip(FileReader file);
UnpackerResult unzstd(FileReader file);
UnpackerResult unzip(FileReader file);
UnpackerResult unzipNothing(FileReader file); ///< that it is empty, which its beginning says already

} // namespace lapidary
