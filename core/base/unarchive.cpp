// SPDX-License-Identifier: Apache-2.0
#include "core/base/unpacker.h"
#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <optional>
#include <vector>

namespace lapidary {
namespace {

constexpr std::size_t kPiece = 1 << 18, kMostNamed = 20;

struct CloseArchive {
    void operator()(archive *each) const { archive_read_free(each); }
};
using Archive = std::unique_ptr<archive, CloseArchive>;

/// A file for libarchive: its functions take a pointer and give bytes or a code.
class Feed {
public:
    explicit Feed(const FileReader &file) : file_(file) {}

    Archive open(int (*prepare)(archive *)) {
        Archive out(archive_read_new());
        if (!out || prepare(out.get()) != ARCHIVE_OK) return nullptr;
        at_ = 0;
        archive_read_set_read_callback(out.get(), give);
        archive_read_set_skip_callback(out.get(), skip);
        archive_read_set_seek_callback(out.get(), seek);
        archive_read_set_callback_data(out.get(), this);
        opened_ = archive_read_open1(out.get()) == ARCHIVE_OK;
        return out;
    }
    bool opened() const { return opened_; }
    std::uint64_t furthest() const { return furthest_; }
    const std::optional<Error> &wrong() const { return wrong_; } ///< with the file itself

private:
    static Feed &of(void *given) { return *static_cast<Feed *>(given); }
    static la_ssize_t give(archive *, void *given, const void **out) { return of(given).give(out); }
    static la_int64_t skip(archive *, void *given, la_int64_t bytes) { return of(given).skip(bytes); }
    static la_int64_t seek(archive *, void *given, la_int64_t to, int from) { return of(given).seek(to, from); }

    la_ssize_t give(const void **out) {
        const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(buffer_.size(), file_.size() - at_));
        const auto into = std::span(buffer_).first(size);
        if (auto read = file_.readAt(at_, std::as_writable_bytes(into)); !read) {
            wrong_ = std::move(read.error());
            return -1;
        }
        at_ += size;
        furthest_ = std::max(furthest_, at_);
        *out = buffer_.data();
        return static_cast<la_ssize_t>(size);
    }
    la_int64_t skip(la_int64_t bytes) {
        const auto wanted = static_cast<std::uint64_t>(std::max<la_int64_t>(bytes, 0));
        const auto skipped = std::min(wanted, file_.size() - at_);
        at_ += skipped;
        return static_cast<la_int64_t>(skipped);
    }
    la_int64_t seek(la_int64_t to, int from) {
        const auto size = static_cast<la_int64_t>(file_.size());
        const la_int64_t base = from == SEEK_SET ? 0 : from == SEEK_CUR ? static_cast<la_int64_t>(at_) : size;
        at_ = static_cast<std::uint64_t>(std::clamp<la_int64_t>(base + to, 0, size));
        return static_cast<la_int64_t>(at_);
    }

    const FileReader &file_;
    std::vector<char> buffer_ = std::vector<char>(kPiece);
    std::uint64_t at_ = 0, furthest_ = 0;
    std::optional<Error> wrong_{};
    bool opened_ = false;
};

/// Without the format "empty" of libarchive, which would take a damaged beginning for an empty file. Exactly one layer:
/// what is packed twice is refused by its name, like any other file without rows.
int asZstd(archive *each) {
    if (const int code = archive_read_append_filter(each, ARCHIVE_FILTER_ZSTD); code != ARCHIVE_OK) return code;
    return archive_read_support_format_raw(each);
}
int asZip(archive *each) {
    return archive_read_support_format_zip_seekable(each);
}

std::string nameOf(archive_entry *entry) {
    if (const char *name = archive_entry_pathname_utf8(entry)) return name;
    const char *name = archive_entry_pathname(entry); // in the words of an old system
    return name ? name : "?";
}

/// What packers leave behind for themselves.
bool isForSystems(const std::string &name) {
    const std::string last = fs::path(name).filename().string();
    return name.starts_with("__MACOSX/") || last == ".DS_Store" || last.starts_with("._");
}

bool isFile(archive_entry *entry) {
    return archive_entry_filetype(entry) == AE_IFREG && !isForSystems(nameOf(entry));
}

Error noFileIn(const fs::path &path) {
    return {.code = "zip.empty",
            .message = "the zip archive holds no file",
            .file = path.string(),
            .expected = "one file with rows"};
}

class Unarchive : public Unpacker {
public:
    Unarchive(FileReader file, const char *kind) : Unpacker(std::move(file)), kind_(kind) {}

    Result<std::size_t> read(std::span<char> into) override {
        const la_ssize_t got = archive_read_data(archive_.get(), into.data(), into.size());
        if (got < 0) return fail(damaged());
        bytesRead_ = got == 0 ? file_.size() : feed_.furthest();
        return static_cast<std::size_t>(got);
    }

    /// Opens it and comes to stand at its only file.
    Status begin(int (*prepare)(archive *)) {
        archive_ = feed_.open(prepare);
        for (archive_entry *entry = nullptr; next(entry);)
            if (isTheOne(entry)) return {};
        return fail(damaged());
    }

    /// Looks through a zip archive for what begin() may open.
    Status mustHoldOne() {
        archive_ = feed_.open(asZip);
        std::vector<std::string> names;
        bool locked = false;
        for (archive_entry *entry = nullptr; names.size() <= kMostNamed && next(entry);) {
            if (!isFile(entry)) continue;
            names.push_back(nameOf(entry));
            locked = locked || archive_entry_is_encrypted(entry) != 0;
        }
        if (code_ < ARCHIVE_WARN) return fail(damaged());
        if (names.size() != 1) return fail(names.empty() ? noFileIn(path()) : severalIn(names));
        return locked ? fail(encrypted(names[0])) : Status{};
    }

private:
    /// False at the end, and where the archive is damaged.
    bool next(archive_entry *&entry) {
        code_ = archive_ && feed_.opened() ? archive_read_next_header(archive_.get(), &entry) : ARCHIVE_FATAL;
        return code_ == ARCHIVE_OK || code_ == ARCHIVE_WARN;
    }
    bool isTheOne(archive_entry *entry) const { return kind_ != "zip" || isFile(entry); }

    Error damaged() const {
        if (feed_.wrong()) return *feed_.wrong();
        const char *said = archive_ ? archive_error_string(archive_.get()) : nullptr;
        return {.code = kind_ + ".damaged",
                .message = {"the {0} archive is damaged, not complete or empty", kind_},
                .file = path().string(),
                .offset = static_cast<std::int64_t>(feed_.furthest()),
                .found = said ? said : "bytes that cannot be unpacked",
                .expected = {"a {0} archive", kind_},
                .remedy = "Fetch or pack it again."};
    }
    Error severalIn(const std::vector<std::string> &names) const {
        const bool office = std::any_of(names.begin(), names.end(), [](const std::string &name) {
            return name == "[Content_Types].xml" || name == "mimetype";
        });
        std::string all;
        for (std::size_t i = 0; i < std::min(names.size(), kMostNamed); ++i) all += (i == 0 ? "" : ", ") + names[i];
        return {.code = "zip.members",
                .message = office ? "this is a spreadsheet or another document of an Office program"
                                  : "the zip archive holds several files, and only one can be read",
                .file = path().string(),
                .found = names.size() > kMostNamed ? Sentence("{0}, and more", all) : Sentence(all),
                .expected = "one file with rows",
                .remedy =
                    office ? "Save it as CSV in UTF-8." : "Unpack it, and import each file that you want by itself."};
    }
    Error encrypted(const std::string &name) const {
        return {.code = "zip.encrypted",
                .message = "the file in the zip archive is locked with a password",
                .file = path().string(),
                .found = name,
                .expected = "a file without a password",
                .remedy = "Unpack it with a program that asks for the password."};
    }

    std::string kind_;
    Feed feed_{file_};
    int code_ = ARCHIVE_OK;
    Archive archive_{}; ///< reads through feed_, and goes before it
};

} // namespace

UnpackerResult unzstd(FileReader file) {
    auto out = std::make_unique<Unarchive>(std::move(file), "zstd");
    if (auto begun = out->begin(asZstd); !begun) return unexpected(begun.error());
    return out;
}

UnpackerResult unzipNothing(FileReader file) {
    return fail(noFileIn(file.path()));
}

UnpackerResult unzip(FileReader file) {
    auto out = std::make_unique<Unarchive>(std::move(file), "zip");
    if (auto one = out->mustHoldOne(); !one) return unexpected(one.error());
    if (auto begun = out->begin(asZip); !begun) return unexpected(begun.error());
    return out;
}

} // namespace lapidary
