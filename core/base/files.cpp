// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <utility>

namespace lapidary {
namespace {

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    int get() const { return number_; }
    int release() { return std::exchange(number_, -1); }

private:
    int number_;
};

/// Opens a regular file; says what else it is where it is not one.
Result<struct stat> statRegular(int descriptor, const fs::path &path) {
    struct stat info {};
    if (::fstat(descriptor, &info) != 0) return fail(systemError("look at", path, errno));
    if (!S_ISREG(info.st_mode))
        return fail({.code = "file.not_regular",
                     .message = "not a regular file",
                     .file = path.string(),
                     .found = S_ISDIR(info.st_mode) ? "a folder" : "a device or pipe",
                     .expected = "a file"});
    return info;
}

std::int64_t modifiedAt(const struct stat &info) {
    return info.st_mtim.tv_sec * 1'000'000'000ll + info.st_mtim.tv_nsec;
}

constexpr std::size_t kHeldForWriting = 1 << 18;

Status writeAll(int descriptor, std::string_view bytes, const fs::path &path) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return fail(systemError("write", path, errno));
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

} // namespace

Error systemError(const Sentence &doing, const fs::path &path, int number) {
    Error error{
        .code = "file.system", .message = {"cannot {0}: {1}", doing, std::strerror(number)}, .file = path.string()};
    if (number == ENOENT) {
        error.code = "file.not_found";
        error.message = "no such file or folder";
        error.remedy = "Check the path.";
    } else if (number == EACCES || number == EPERM || number == EROFS) {
        error.code = "file.permission";
        error.remedy = "Give yourself the right to it, or choose another place.";
    } else if (number == ENOSPC || number == EDQUOT) {
        error.code = "file.disk_full";
        struct statvfs info {};
        const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
        if (::statvfs(folder.c_str(), &info) == 0)
            error.found = {"{0} bytes free", static_cast<std::uint64_t>(info.f_bavail) * info.f_frsize};
        error.remedy = "Free some space and try again; what was saved before is untouched.";
    }
    return error;
}

Result<FileReader> FileReader::open(const fs::path &path) {
    Descriptor file(
        ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)); // a FIFO without a writer must not hang us
    if (file.get() < 0) return fail(systemError("open", path, errno));
    const auto info = statRegular(file.get(), path);
    if (!info) return unexpected(info.error());
    return FileReader(file.release(), path, static_cast<std::uint64_t>(info->st_size), modifiedAt(*info));
}

FileReader::FileReader(FileReader &&other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)), size_(other.size_),
      modified_(other.modified_) {}

FileReader::~FileReader() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Result<std::size_t> FileReader::read(std::span<char> into) {
    for (;;) {
        const ssize_t got = ::read(descriptor_, into.data(), into.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fail(systemError("read", path_, errno));
        if (got > 0) return static_cast<std::size_t>(got);
        if (auto same = unchanged(); !same) return unexpected(same.error());
        return std::size_t{0};
    }
}

Status FileReader::readAt(std::uint64_t offset, std::span<std::byte> into) const {
    while (!into.empty()) {
        const ssize_t got = ::pread(descriptor_, into.data(), into.size(), static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fail(systemError("read", path_, errno));
        if (got == 0) break;
        offset += static_cast<std::uint64_t>(got);
        into = into.subspan(static_cast<std::size_t>(got));
    }
    if (auto same = unchanged(); !same || into.empty()) return same;
    return fail({.code = "file.past_end",
                 .message = "a part behind the end of the file was asked for",
                 .file = path_.string(),
                 .offset = static_cast<std::int64_t>(offset)});
}

Status FileReader::unchanged() const {
    const auto info = statRegular(descriptor_, path_);
    if (!info) return unexpected(info.error());
    if (static_cast<std::uint64_t>(info->st_size) == size_ && modifiedAt(*info) == modified_) return {};
    return fail({.code = "file.changed",
                 .message = "the file was changed while it was read",
                 .file = path_.string(),
                 .found = {"{0} bytes", info->st_size},
                 .expected = {"{0} bytes, as at the beginning", size_},
                 .remedy = "Wait until nobody writes to it and try again."});
}

Result<std::string> readFile(const fs::path &path, std::uint64_t cap) {
    auto file = FileReader::open(path);
    if (!file) return unexpected(file.error());
    if (file->size() > cap)
        return fail({.code = "file.too_large",
                     .message = "the file is larger than this reader takes",
                     .file = path.string(),
                     .found = {"{0} bytes", file->size()},
                     .expected = {"at most {0} bytes", cap}});
    std::string bytes(file->size() + 1, '\0'); // one more, so that a file that grew meanwhile is noticed
    std::size_t have = 0;
    while (have < bytes.size()) {
        const auto got = file->read({bytes.data() + have, bytes.size() - have});
        if (!got) return unexpected(got.error());
        if (*got == 0) break;
        have += *got;
    }
    if (have != file->size())
        return fail(
            {.code = "file.changed", .message = "the file was changed while it was read", .file = path.string()});
    bytes.resize(have);
    return bytes;
}

Status writeFileAtomic(const fs::path &path, std::string_view bytes) {
    return writeFileAtomic(path, [&](const ByteSink &sink) { return sink(bytes); });
}

Status writeFileAtomic(const fs::path &path, const std::function<Status(const ByteSink &)> &fill) {
    std::string temporary = path.string() + ".XXXXXX";
    Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));
    if (file.get() < 0) return fail(systemError("create", path, errno));
    const auto abandon = [&](Error error) -> Status {
        ::unlink(temporary.c_str());
        return fail(std::move(error));
    };
    std::string held; // a million short rows are not a million calls of the system
    const auto flush = [&]() -> Status {
        auto written = writeAll(file.get(), held, path);
        held.clear();
        return written;
    };
    auto filled = fill([&](std::string_view part) -> Status {
        if (held.size() + part.size() < kHeldForWriting) {
            held += part;
            return {};
        }
        auto written = flush();
        return written ? writeAll(file.get(), part, path) : written; // what is long is not held twice
    });
    if (filled) filled = flush();
    if (!filled) return abandon(filled.error());
    if (::fchmod(file.get(), 0644) != 0) return abandon(systemError("set the mode of", path, errno));
    if (::fsync(file.get()) != 0) return abandon(systemError("flush", path, errno));
    if (::close(file.release()) != 0) return abandon(systemError("close", path, errno));
    if (::rename(temporary.c_str(), path.c_str()) != 0) return abandon(systemError("rename to", path, errno));
    return syncFolder(path.has_parent_path() ? path.parent_path() : fs::path("."));
}

Status makeFolders(const fs::path &path) {
    std::error_code code;
    fs::create_directories(path, code);
    if (code) return fail(systemError("create the folder", path, code.value()));
    return {};
}

Status syncFolder(const fs::path &path) {
    Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.get() < 0) return fail(systemError("open the folder", path, errno));
    if (::fsync(folder.get()) != 0 && errno != EINVAL) return fail(systemError("flush the folder", path, errno));
    return {};
}

Status copyFile(const fs::path &from, const fs::path &to, const std::function<bool(std::size_t)> &copied) {
    auto reader = FileReader::open(from);
    if (!reader) return unexpected(reader.error());
    return writeFileAtomic(to, [&](const ByteSink &sink) -> Status {
        std::vector<char> buffer(1 << 20);
        for (;;) {
            const auto got = reader->read(buffer);
            if (!got) return unexpected(got.error());
            if (*got == 0) return {};
            if (auto written = sink({buffer.data(), *got}); !written) return written;
            if (copied && !copied(*got)) return fail(kCancelled, "Stopped on request");
        }
    });
}

} // namespace lapidary
