// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include "core/base/json.h"
#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace lapidary {

/// A row as it stands. `id` counts from 1 in the order of the file that the rows came from, and is never given twice.
struct StoredRow {
    std::int64_t id = 0;
    std::string body{}; ///< the row as one line of JSON, as it is frozen
    bool deleted = false;
    std::vector<std::string> tags{}; ///< in alphabetical order
    bool operator==(const StoredRow &) const = default;
};

/// What a column must hold. A column is a field of the row, or a member of an object in it ("other_columns.source", or
/// "source" where no field is called so). Texts are compared as they stand, numbers by their size.
struct ColumnTest {
    enum class Is { Equal, Unequal, Less, Greater, Containing, Missing };
    std::string column{};
    Is is = Is::Equal;
    Json value{};
};

/// Which rows, and in which order. All that is given must hold.
struct RowQuery {
    std::string words{}; ///< stand in a text of the row, whatever their case
    std::vector<std::string> tags{}, withoutTags{};
    std::vector<ColumnTest> columns{};
    bool deleted = false;  ///< those that were deleted instead of those that are there
    std::string orderBy{}; ///< a column; empty: the order of the file
    bool descending = false;
};

/// What becomes of a row. What is not given stays as it is.
struct RowChange {
    std::optional<Json> row{};
    std::optional<bool> deleted{};
    std::vector<std::string> tag{}, untag{};
};

/// One thing that a person did, and can undo: it may have changed any number of rows.
struct RowStep {
    std::int64_t seq = 0; ///< 1, 2, 3 …
    std::string kind{}; ///< edit, delete, restore, replace, tag, split … ; undo and redo name the step that they mean
    std::int64_t meant = 0; ///< the step that is undone or done again; 0: none
    std::int64_t rows = 0;  ///< that it changed
    std::string what{};     ///< in JSON: what was asked for
    std::string who{};
    double time = 0; ///< seconds since 1970
    std::int64_t firstEdit = 0, lastEdit = 0;
};

/// One change of one row, as the history keeps it. `part`: "field" (`field` is a JSON pointer; "" is the whole row,
/// where fields came or went), "deleted" and "tag" (`field` is the tag; before and after are true or false).
struct RowEdit {
    std::int64_t seq = 0, step = 0, row = 0;
    std::string part{}, field{};
    std::optional<std::string> before{}, after{}; ///< JSON; nothing: there was no such row
    bool operator==(const RowEdit &) const = default;
};

/// A state that was written out: the data set of this content hash.
struct RowVersion {
    std::int64_t seq = 0;    ///< 1 is what was imported
    std::string hash{};      ///< of its JSONL
    std::int64_t parent = 0; ///< the version that was the newest then; 0: none
    std::int64_t step = 0;   ///< the newest step in it
    std::int64_t rows = 0;
    std::string query{}; ///< in JSON: which of the rows; empty: all
    std::string who{};
    double time = 0;
};

/// What long work is asked, and tells.
struct StoreWork {
    std::stop_token stop{};
    std::function<void(std::int64_t done)> progress{}; ///< rows
};

} // namespace lapidary
