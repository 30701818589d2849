// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include <memory>

namespace lapidary {

class Unpacker;

/// The bytes of a file; where it is packed by gzip or zstd, or is a zip archive of one file, what was packed. Packed
/// and plain files are told apart by how they begin, not by their names. However much is inside, only a piece of it is
/// held.
class UnpackedFile {
public:
    /// Errors: file.*; of a zip archive: zip.damaged, zip.members (more than one file is inside; it says which),
    /// zip.empty, zip.encrypted.
    static Result<UnpackedFile> open(const fs::path &path);
    UnpackedFile(UnpackedFile &&) noexcept;
    ~UnpackedFile();

    /// How many bytes were read; 0 only at the end. Errors: those of FileReader; gzip.*, zstd.* and zip.damaged with
    /// the offset in the packed file, gzip.cut; archive.bomb where far more comes out than rows can be packed into.
    Result<std::size_t> read(std::span<char> into);
    /// Of the file itself, packed as it may be: what a progress counts.
    std::uint64_t bytesRead() const;
    const fs::path &path() const;

    /// What is packed better than this is no text with rows: gzip makes 1032 bytes of one at most. It may be up to
    /// `kAlwaysTaken` bytes, which hurt nobody.
    static constexpr std::uint64_t kMostTimes = 500, kAlwaysTaken = 64ull << 20;

private:
    explicit UnpackedFile(std::unique_ptr<Unpacker> unpacker);
    std::unique_ptr<Unpacker> unpacker_;
    std::uint64_t bytesOut_ = 0;
};

} // namespace lapidary
