// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/rows/row_values.h"
#include <SQLiteCpp/SQLiteCpp.h>

namespace lapidary {

/// The functions that the statements of queries call.
void addRowFunctions(SQLite::Database &database);

/// Up to which row words are indexed, and the last row.
struct RowIndexed {
    std::int64_t last = 0, rows = 0;
};
RowIndexed rowsIndexed(SQLite::Database &database);

/// "SELECT r.id … ORDER BY …" of a query, with its values bound. Errors: rows.no_column, rows.two_columns.
Result<SQLite::Statement> statementFor(SQLite::Database &database, const RowQuery &query);

} // namespace lapidary
