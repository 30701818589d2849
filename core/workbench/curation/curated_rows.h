// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/rows/row_store.h"
#include "core/store/store.h"

namespace lapidary {

/// Where the rows of a data set are curated: datasets/curated/<name>.rows. What was imported or frozen stays what it
/// is.
fs::path curatedFile(const fs::path &project, const std::string &name);
/// The names of those that there are, in alphabetical order.
std::vector<std::string> curatedNames(const fs::path &project);

/// Makes the database of the rows of a JSONL file. Errors: those of RowStore::make() and of reading the file (where a
/// line is bad, all bad ones are told and nothing is made), import.bad_name, curation.no_rows.
Status beginCuration(const fs::path &project, const std::string &name, const fs::path &rows, const std::string &who,
                     const StoreWork &work = {});
/// Errors: those of RowStore::open(); store.missing tells which there are.
Result<std::unique_ptr<RowStore>> openCurated(const fs::path &project, const std::string &name, bool writable);

/// A state of the rows as an ordinary data set of the project.
struct FrozenRows {
    fs::path file{}; ///< relative to the project: datasets/<hash>/rows.jsonl
    RowVersion version{};
    DatasetRecord record{}; ///< as the project lists it
    fs::path project{};     ///< its folder
};
/// Writes the rows of a query as they stand at one moment. The same rows are the same data set and are written once.
/// `name`: what the data set is called where it is listed. Errors: curation.no_rows, file.*, store.*.
Result<FrozenRows> freezeRows(const fs::path &project, Store &store, RowStore &rows, const std::string &name,
                              const RowQuery &query, const std::string &who, const StoreWork &work = {});
/// The same without the last step, for a window whose project lives on another thread: that one saves `record`.
Result<FrozenRows> writeFrozen(const fs::path &project, RowStore &rows, const std::string &name, const RowQuery &query,
                               const std::string &who, const StoreWork &work = {});

Json toJson(const RowQuery &query);

} // namespace lapidary
