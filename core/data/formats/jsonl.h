// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/formats/row_reader.h"
#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace lapidary {

/// A field that every row must have, and of which kind. A field that is not named here may be anything or absent.
struct JsonlField {
    enum class Kind { Text, Number, Boolean, List, Object };
    std::string name;
    Kind kind = Kind::Text;
};

struct JsonlLimits {
    std::vector<JsonlField> fields{};     ///< what each row must have
    std::uint64_t rowBytes = 64ull << 20; ///< a longer line is a bad row and is never held in memory
    std::size_t keys = 4096;              ///< members of one row's outermost object
    int depth = 128;                      ///< nesting
    bool duplicateKeys = false;           ///< true keeps the last one, as lax readers do
};

struct JsonlRow {
    Json value;              ///< an object
    std::int64_t line = 0;   ///< 1-based
    std::int64_t offset = 0; ///< of its first byte in the file
};

/// What was met on the way. rows + bad + blank = lines.
struct JsonlCounts {
    std::int64_t lines = 0, rows = 0, bad = 0, blank = 0;
    std::uint64_t bytes = 0;
};

/// Reads a file of one JSON object per line, line by line in constant memory. Only \n (or \r\n) ends a row; a
/// byte-order mark before a row, blank lines and a last line without its end are accepted. Every line that is no good
/// row goes to `onBad` (jsonl.* with file, line, offset in the file, reason), in the file's order; nothing is dropped
/// silently. `onRow` returning false ends the reading. Errors of the whole: file.* (not found, not a regular file,
/// changed while it was read) and jsonl.not_jsonl, which calls a gzip, zip, Parquet, HTML, Git LFS or UTF-16 file by
/// its name, and a file that is one JSON array or one JSON object over many lines too.
Result<JsonlCounts> forEachJsonlRow(const fs::path &path, const JsonlLimits &limits,
                                    const std::function<bool(JsonlRow)> &onRow,
                                    const std::function<void(Error)> &onBad);

/// The same for text that is in memory; `file` is what the errors call it.
JsonlCounts forEachJsonlRow(std::string_view text, const std::string &file, const JsonlLimits &limits,
                            const std::function<bool(JsonlRow)> &onRow, const std::function<void(Error)> &onBad);

/// The same for one that asks for the rows.
Result<std::unique_ptr<RowReader>> openJsonlRows(const fs::path &path, const JsonlLimits &limits = {});

struct JsonlRead {
    std::vector<JsonlRow> rows;
    std::vector<Error> bad; ///< all of them
    JsonlCounts counts;
};

/// All rows and all bad rows of a file that fits in memory.
Result<JsonlRead> readJsonl(const fs::path &path, const JsonlLimits &limits = {});

} // namespace lapidary
