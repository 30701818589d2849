// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/row_quality.h"
#include "core/store/rows/row_store.h"
#include <map>

namespace lapidary {

/// What stands out in rows, and the language of each.
struct UnusualRows {
    struct Row {
        std::int64_t id = 0;
        RowFlagSet flags = 0;
        std::uint8_t language = 0; ///< of `languages`
    };
    std::vector<Row> rows{}; ///< all that were looked at, in their order
    std::vector<std::string> languages{};
    UsualLengths usual{};
    std::map<RowFlag, std::int64_t> flagged() const;         ///< how many rows have each flag
    std::map<std::string, std::int64_t> inLanguages() const; ///< and are in each language
};

/// Which of them.
struct UnusualChoice {
    RowFlagSet flags = 0; ///< any of these
    std::vector<std::string> languages{};
};

/// Looks at the rows of a query, all of them. Errors: those of RowStore::stream().
Result<UnusualRows> findUnusual(RowStore &rows, const RowQuery &query, const StoreWork &work = {});
/// Those that have one of the chosen flags, or are in one of the chosen languages.
std::vector<std::int64_t> chosenOf(const UnusualRows &found, const UnusualChoice &choice);
/// Tags each row with those of the chosen flags that it has, and its language where that is chosen ("lang-en"), and
/// takes tags of the same kind from it that an earlier look gave and that are no longer true: one step.
Result<RowStep> tagUnusual(RowStore &rows, const UnusualRows &found, const UnusualChoice &choice,
                           const std::string &who, const StoreWork &work = {});
std::string languageTag(const std::string &language);

} // namespace lapidary
