// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <filesystem>
#include <functional>
#include <span>
#include <string_view>

namespace lapidary {

namespace fs = std::filesystem;

/// Reads a regular file whole. Refuses directories, devices, FIFOs and files over `cap` bytes before reading.
Result<std::string> readFile(const fs::path &path, std::uint64_t cap = 64ull << 20);

/// Temporary file + fsync + rename + fsync of the folder: the old bytes or the new ones, never a mixture.
/// Every write, fsync, close and rename is checked; on failure the temporary file is removed.
Status writeFileAtomic(const fs::path &path, std::string_view bytes);

/// The same for content that is too large to hold: `fill` writes through the given sink.
using ByteSink = std::function<Status(std::string_view)>;
Status writeFileAtomic(const fs::path &path, const std::function<Status(const ByteSink &)> &fill);

Status makeFolders(const fs::path &path);

/// fsyncs a folder so that a rename inside it survives power loss.
Status syncFolder(const fs::path &path);

/// The error that errno describes, with the path and, for a full disk, the bytes that are left.
Error systemError(const Sentence &doing, const fs::path &path, int number);

/// Reads a regular file piece by piece, and notices when somebody changes it meanwhile. Refuses what readFile()
/// refuses. Nothing is mapped into memory: a mapped file that somebody shortens ends the process by SIGBUS, a read one
/// is an error. A file that is replaced by renaming another over it stays the one that was opened.
class FileReader {
public:
    static Result<FileReader> open(const fs::path &path);
    FileReader(FileReader &&) noexcept;
    FileReader &operator=(FileReader &&) = delete;
    ~FileReader();

    /// How many bytes were read; 0 only at the end. file.changed when the file at its end is not what was opened.
    Result<std::size_t> read(std::span<char> into);
    /// Fills `into` with the bytes from `offset` on, wherever read() stands. file.changed as above, or when there are
    /// too few.
    Status readAt(std::uint64_t offset, std::span<std::byte> into) const;
    std::uint64_t size() const { return size_; }
    const fs::path &path() const { return path_; }

private:
    FileReader(int descriptor, fs::path path, std::uint64_t size, std::int64_t modified)
        : descriptor_(descriptor), path_(std::move(path)), size_(size), modified_(modified) {}
    Status unchanged() const;
    int descriptor_;
    fs::path path_;
    std::uint64_t size_;
    std::int64_t modified_; ///< nanoseconds
};

/// Copies a file whole or not at all. `copied` gets the bytes of every piece; false ends it with kCancelled.
Status copyFile(const fs::path &from, const fs::path &to, const std::function<bool(std::size_t bytes)> &copied);

} // namespace lapidary
