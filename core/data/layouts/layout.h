// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/records.h"

namespace lapidary {

/// A field of a layout's rows.
struct Column {
    /// Name: an id or an answer, also where it was written as a number. Turns, Ids, List: lists. Table: an object.
    enum class Kind { Text, Name, Number, Flag, Turns, Ids, List, Table };
    std::string_view name;
    bool required = false;
    Kind kind = Kind::Text;
};

/// A shape that rows of files have, and which record each is. To add one: a file pair here and a line in registry.cpp;
/// import, export, token view, table and trainings then know it.
struct Layout {
    std::string_view name;
    std::string_view summary; ///< a few words for a list to choose from
    std::string_view makes;   ///< kindOf() its records
    std::vector<Column> columns;
    /// Reads a row that has the required columns; what else it holds is left alone. Errors: row.* with the column as
    /// field.
    Result<Record> (*read)(const Json &row);
    /// The row that read() makes this record of, or nothing where this layout has no words for it.
    std::optional<Json> (*write)(const Record &record);
    Json example; ///< a row as files have it
    /// Where the columns alone do not tell: whether this row, which has them all, is of this layout.
    bool (*holds)(const Json &row) = nullptr;
    /// Where a row of a file may be several of the project's: all of them, of which read() gives the first.
    Result<std::vector<Record>> (*readAll)(const Json &row) = nullptr;
    bool imports = true; ///< false: trainings read such rows, but an import does not look for them
};

/// The fields of the project's rows in which columns without a role are kept (an object, column → value), and cells
/// that a layout would write otherwise than the file did ({layout: {field: cell}}).
inline constexpr const char *kOtherColumns = "other_columns", *kOriginalCells = "original_cells";

/// Marks words that the window translates; the first argument is their context there.
constexpr std::string_view translated(std::string_view, std::string_view words) {
    return words;
}

/// Whether a row has the columns of a layout, and what its cells must hold.
bool fits(const Layout &layout, const Json &row);

} // namespace lapidary
