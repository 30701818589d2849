// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/curation/row_export.h"
#include "core/data/formats/parquet_writer.h"
#include "core/workbench/exports.h"

namespace lapidary {

Result<std::int64_t> exportRows(RowStore &rows, const RowQuery &query, const fs::path &target, const Layout *layout,
                                const StoreWork &work) {
    if (auto free = mustBeFree(target); !free) return unexpected(free.error());
    std::int64_t count = 0;
    const auto lineOf = [&](const StoredRow &row) -> Result<std::string> {
        if (!layout) return row.body + "\n";
        const auto said = rowInLayout(Json::parse(row.body), *layout);
        if (said) return dumpJson(*said) + "\n";
        Error error = said.error();
        error.line = row.id; // by the number that the table shows
        return fail(std::move(error));
    };
    auto written = writeRowsFile(
        target,
        [&](const ByteSink &sink) -> Status {
            const auto streamed = rows.stream(
                query,
                [&](const StoredRow &row) -> Status {
                    const auto line = lineOf(row);
                    if (!line) return unexpected(line.error());
                    ++count;
                    return sink(*line);
                },
                work);
            if (!streamed) return unexpected(streamed.error());
            if (count > 0) return {};
            return fail({.code = "curation.no_rows",
                         .message = "no row is left to be written",
                         .remedy = "Take a filter away, or undo a deletion."});
        },
        work.stop);
    if (!written) return unexpected(written.error());
    return count;
}

} // namespace lapidary
