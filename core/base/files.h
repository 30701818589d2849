// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <filesystem>
#include <functional>
#include <span>
#include <string_view>
#include <utility>

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
Error systemError(const std::string &doing, const fs::path &path, int number);

/// A read-only view of a file through mmap. The file must not shrink while it is mapped (a worker may then die).
class MappedFile {
public:
    static Result<MappedFile> open(const fs::path &path);
    MappedFile(MappedFile &&) noexcept;
    MappedFile &operator=(MappedFile &&) noexcept;
    ~MappedFile();
    std::span<const std::byte> bytes() const { return {data_, size_}; }

private:
    MappedFile() = default;
    const std::byte *data_ = nullptr;
    std::size_t size_ = 0;
};

/// An exclusive lock on a folder that ends with the process, however it ends. Nothing is left behind on disk.
class FolderLock {
public:
    static Result<FolderLock> take(const fs::path &folder); ///< folder.locked where somebody else holds it
    FolderLock(FolderLock &&other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    FolderLock &operator=(FolderLock &&) = delete;
    ~FolderLock();

private:
    explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

} // namespace lapidary
