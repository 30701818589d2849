// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

namespace lapidary {

/// One row of a file, or why there is none at this place. Good ones are objects.
struct FileRow {
    Result<Json> value;
    std::int64_t line = 0;   ///< 1-based
    std::int64_t offset = 0; ///< of its first byte in the file, as it is unpacked
    std::string raw{};       ///< of a bad row: what stands there, maybe no UTF-8; empty where it was too long to hold
};

/// What a file says of itself besides its rows, as far as it has been read.
struct FileFacts {
    std::vector<std::string> header{}; ///< the columns, where the file names them first
    bool blankBehindSeparator = false; ///< see CsvSummary
    std::int64_t blank = 0;            ///< lines
};

/// Reads a file row by row, whatever its format. No more rows are held than lie in one piece of the file.
class RowReader {
public:
    virtual ~RowReader() = default;
    /// The next row in the file's order, good or bad; nothing at the end. Errors are those of the whole file: file.*,
    /// and that it is something else than its format.
    virtual Result<std::optional<FileRow>> next() = 0;
    virtual FileFacts facts() const = 0;
    virtual std::uint64_t bytesRead() const = 0; ///< of the file, packed as it may be
};

} // namespace lapidary
