// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/cli/progress.h"
#include "core/workbench/curation/curated_rows.h"
#include "core/workbench/project.h"
#include <thread>

namespace lapidary {

/// Which rows of a data set a word of `data` means.
struct RowFlags {
    RowQuery query{};
    std::vector<std::string> where{}; ///< column=value and the like
    std::vector<std::int64_t> rows{}; ///< ids
    bool all = false;
};
/// Adds the filters, and for a word that changes rows --row and --all.
void addRowFilters(CLI::App &word, RowFlags &flags);
void addRowChoice(CLI::App &word, RowFlags &flags);

/// With `where` read. usage.value.
Result<RowQuery> queryOf(const RowFlags &flags);
/// The rows that a change is for. usage.flags where neither a filter nor --row nor --all is given.
Result<std::vector<std::int64_t>> chosenRows(RowStore &rows, const RowFlags &flags, const StoreWork &work);

/// An opened project with the rows of one of its data sets.
struct CuratedPlace {
    std::unique_ptr<Project> project{};
    std::unique_ptr<RowStore> rows{};
};
/// project.in_use where somebody else may be writing and `writable`.
Result<CuratedPlace> curatedPlace(const std::string &name, bool writable, const Common &common);

/// Work on rows that shows its progress and ends when the person asks for it.
class RowsAtWork {
public:
    explicit RowsAtWork(const Common &common);
    const StoreWork &work() const { return work_; }

private:
    Progress progress_;
    std::stop_source stop_{};
    StoreWork work_{};
    std::jthread watch_;
};

Json toJson(const RowStep &step);
Json toJson(const RowVersion &version);
Json toJson(const StoredRow &row);

} // namespace lapidary
