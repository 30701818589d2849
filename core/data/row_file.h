// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

namespace lapidary {

/// A JSONL file whose rows are read when they are wanted: only where each begins is held. Used from one thread.
class RowFile {
public:
    /// Reads the file once through. `goOn` is asked now and then with the bytes read; false ends it with kCancelled.
    static Result<RowFile> open(const fs::path &path, const std::function<bool(std::uint64_t bytes)> &goOn);

    std::size_t size() const { return rows_.size(); }
    std::int64_t lineOf(std::size_t row) const { return rows_[row].line; }
    /// Errors: file.changed where the file is no longer the one that was opened, and what the reader of rows says.
    Result<Json> row(std::size_t row);

    const std::vector<Error> &bad() const { return bad_; } ///< lines that are no rows; the first 1,000
    std::int64_t badCount() const { return badCount_; }
    const std::map<std::string, std::int64_t> &fields() const { return fields_; } ///< how many rows have each
    const fs::path &path() const { return path_; }

private:
    struct Place {
        std::int64_t offset, line;
    };
    Status checkUnchanged() const;
    fs::path path_{};
    std::ifstream file_{};
    std::vector<Place> rows_{};
    std::vector<Error> bad_{};
    std::int64_t badCount_ = 0;
    std::map<std::string, std::int64_t> fields_{};
    std::uintmax_t bytes_ = 0;
    fs::file_time_type modified_{};
};

} // namespace lapidary
