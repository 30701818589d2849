// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/rows/row_store.h"

namespace lapidary {

/// The JSON pointer of a column of a row: of a field, or of a member of an object in it ("other_columns.source").
std::string pointerOf(const Json &row, const std::string &column);

/// What a person typed over a value: a number, a truth value or null stays of its kind where the text is of it, and is
/// a text else. Over a list or an object JSON of the same kind must stand: curation.no_json.
Result<Json> typedValue(const Json &before, const std::string &text);

/// Puts what was typed into a cell of a table. Errors: those of typedValue() and of editField().
Result<RowStep> editCell(RowStore &rows, std::int64_t row, const std::string &column, const std::string &text,
                         const std::string &who);

/// These tags and no others, of one row.
Result<RowStep> setTags(RowStore &rows, std::int64_t row, const std::vector<std::string> &tags, const std::string &who);

} // namespace lapidary
