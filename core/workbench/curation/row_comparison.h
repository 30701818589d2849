// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/rows/row_store.h"

namespace lapidary {

/// What became of the rows between two steps of their history (0: what was imported).
struct RowsBetween {
    /// Added: it was not there, or was deleted. Tagged: nothing but its tags is another.
    enum class Kind : std::uint8_t { Added, Removed, Changed, Tagged };
    struct Row {
        std::int64_t id = 0;
        Kind kind = Kind::Changed;
        std::uint64_t fields = 0; ///< of a changed row: bit i for fields[i]
    };
    static constexpr std::size_t kMostFields = 64; ///< further ones are counted, and have no bit

    std::vector<Row> rows{}; ///< by their ids
    std::int64_t added = 0, removed = 0, changed = 0, tagged = 0;
    std::vector<std::pair<std::string, std::int64_t>> fields{}; ///< and in how many rows each changed
};
/// Sixteen bytes and a few are held of each row that differs. Rows that were deleted before and after count as the
/// same. Errors: those of RowStore::difference().
Result<RowsBetween> compareRows(RowStore &rows, std::int64_t from, std::int64_t to, const StoreWork &work = {});

/// A field that two states of a row do not have in common; nothing where one has no such field. "tags" is a list.
struct FieldChange {
    std::string field{};
    std::optional<Json> before{}, after{};
    bool isTags = false;
};
/// In the order of the row; tags last. Nothing stands for a row that is not there, or is deleted. Errors: json.* of a
/// row that is none.
Result<std::vector<FieldChange>> fieldChanges(const std::optional<StoredRow> &before,
                                              const std::optional<StoredRow> &after);

} // namespace lapidary
