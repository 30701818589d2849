// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"
#include "core/store/rows/row_store.h"

namespace lapidary {

/// The rows of a query as they stand at one moment, as JSON Lines, or as Parquet where the
/// target ends in .parquet: as they are, or in the words of a layout (null: as
/// they are). How many. Whole or not at all; `target` must not be there yet. Errors: export.exists; export.no_words
/// where the layout cannot say what a row says; curation.no_rows; file.*, parquet.*, and those of RowStore::stream().
Result<std::int64_t> exportRows(RowStore &rows, const RowQuery &query, const fs::path &target, const Layout *layout,
                                const StoreWork &work = {});

} // namespace lapidary
