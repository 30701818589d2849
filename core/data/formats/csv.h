// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/formats/row_reader.h"
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace lapidary {

struct CsvLimits {
    char separator = ','; ///< '\t' for TSV
    std::uint64_t fieldBytes = 16ull << 20;
    std::uint64_t rowBytes = 64ull << 20; ///< a longer row is a bad row and is never held in memory
    std::size_t columns = 4096;
};

struct CsvRow {
    std::vector<std::string> fields; ///< as many as the header has names
    std::int64_t line = 0;           ///< 1-based, of its first line: a quoted field may hold line ends
    std::int64_t offset = 0;         ///< of its first byte in the file
};

/// What was met on the way. The header is neither a row nor blank: rows + bad + blank + 1 = records, as long as there
/// is a header.
struct CsvCounts {
    std::int64_t lines = 0, rows = 0, bad = 0, blank = 0;
    std::uint64_t bytes = 0;
};
struct CsvSummary {
    std::vector<std::string> header; ///< a column without a name is called "column N"
    /// All names but the first begin with a blank: the file is separated by ", ", and its values are read without that
    /// blank.
    bool blankBehindSeparator = false;
    CsvCounts counts;
};

/// Reads comma-separated values as RFC 4180 has them: the first record names the columns; fields in double quotes may
/// hold separators, line ends and doubled quotes; \n or \r\n ends a record; a byte-order mark is accepted an empty line
/// is skipped, and so is a first line "sep=;". Blanks before an opening quote and behind a closing one are no text.
/// Constant memory. Every record that is no good row goes to `onBad` (csv.* with file, line, offset, reason), in the
/// file's order: one with too few or too many fields is never padded nor cut. A quote that is never closed is told at
/// the line where it opens. `onRow` returning false ends the reading. Errors of the whole: file.*, csv.not_csv (a gzip,
/// zip, Parquet, HTML … file by its name), csv.empty, csv.duplicate_name, and whatever is wrong with the header record.
using CsvReceiver = std::function<bool(const std::vector<std::string> &header, CsvRow)>;
Result<CsvSummary> forEachCsvRow(const fs::path &path, const CsvLimits &limits, const CsvReceiver &onRow,
                                 const std::function<void(Error)> &onBad);
/// The same for text that is in memory; `file` is what the errors call it.
Result<CsvSummary> forEachCsvRow(std::string_view text, const std::string &file, const CsvLimits &limits,
                                 const CsvReceiver &onRow, const std::function<void(Error)> &onBad);

/// The same for one that asks for the rows: objects of text, by the names of the columns.
Result<std::unique_ptr<RowReader>> openCsvRows(const fs::path &path, const CsvLimits &limits);

/// The separator that a first line "sep=;" names, else the one that the first line of `head` uses outside its quotes:
/// comma, tab or semicolon; nothing where it has none.
std::optional<char> guessSeparator(std::string_view head);

} // namespace lapidary
