// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/parquet/marks.h"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace arrow {
class Array;
class StructArray;
} // namespace arrow

namespace lapidary::parquet_rows {

/// A cell that has no JSON.
struct Unsayable {
    std::string field; ///< "image.bytes", "parts[2]"
    std::string found; ///< Arrow's name of its type, or the number
};

/// A text of JSON, in quotes. Bytes that are no UTF-8 stay as they are: whoever reads the row tells them.
void appendText(std::string &out, std::string_view text);

/// Appends a cell as JSON: numbers exactly, lists and tables as such, dates and times in the words of ISO 8601,
/// decimals as texts of their digits, an empty cell as null. Tables whose keys are texts become objects, others lists
/// of {"key", "value"}. What is no JSON (bytes, numbers that are none, spans of time) is handed back, and `out` is then
/// of no use. Marks: what the columns cannot say themselves.
std::optional<Unsayable> appendCell(std::string &out, const arrow::Array &column, std::int64_t row,
                                    const Marks &marks = {});

/// A row of a table as an object.
std::optional<Unsayable> appendRow(std::string &out, const arrow::StructArray &table, std::int64_t row,
                                   const Marks &marks = {});

} // namespace lapidary::parquet_rows
