// SPDX-License-Identifier: Apache-2.0
#include "core/data/row_file.h"
#include "core/data/formats/json_row.h"

namespace lapidary {

Result<RowFile> RowFile::open(const fs::path &path, const std::function<bool(std::uint64_t)> &goOn) {
    constexpr std::size_t kMostBad = 1000, kAskEvery = 1024;
    RowFile out;
    out.path_ = path;
    bool stopped = false;
    const auto take = [&](const JsonlRow &row) {
        out.rows_.push_back({row.offset, row.line});
        for (const auto &[name, value] : row.value.items()) ++out.fields_[name];
        stopped = out.rows_.size() % kAskEvery == 0 && !goOn(static_cast<std::uint64_t>(row.offset));
        return !stopped;
    };
    const auto note = [&](Error error) {
        if (++out.badCount_ <= static_cast<std::int64_t>(kMostBad)) out.bad_.push_back(std::move(error));
    };
    std::error_code wrong;
    out.bytes_ = fs::file_size(path, wrong);
    out.modified_ = fs::last_write_time(path, wrong);
    if (const auto read = forEachJsonlRow(path, {}, take, note); !read) return unexpected(read.error());
    if (stopped) return fail(kCancelled, "Stopped on request");
    out.file_.open(path, std::ios::binary);
    if (!out.file_) return fail(systemError("open", path, errno));
    return out;
}

Status RowFile::checkUnchanged() const {
    std::error_code wrong;
    if (fs::file_size(path_, wrong) == bytes_ && fs::last_write_time(path_, wrong) == modified_ && !wrong) return {};
    return fail({.code = "file.changed",
                 .message = "the file was changed since it was opened",
                 .file = path_.string(),
                 .remedy = "Open the data set again."});
}

Result<Json> RowFile::row(std::size_t row) {
    if (auto same = checkUnchanged(); !same) return unexpected(same.error());
    file_.clear();
    file_.seekg(rows_[row].offset);
    std::string line;
    std::getline(file_, line);
    auto value = parseRow(line, {}, "jsonl.");
    if (!value) {
        value.error().file = path_.string();
        value.error().line = rows_[row].line;
    }
    return value;
}

} // namespace lapidary
