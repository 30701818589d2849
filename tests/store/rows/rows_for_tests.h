// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/rows/row_store.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

namespace lapidary::test {

inline RowStore::Feed feedOf(std::vector<Json> rows) {
    return [rows = std::move(rows)](const std::function<Status(const Json &)> &take) -> Status {
        for (const Json &row : rows)
            if (auto taken = take(row); !taken) return taken;
        return {};
    };
}

/// A database of these rows, opened by its owner.
inline std::unique_ptr<RowStore> madeRows(const fs::path &file, std::vector<Json> rows) {
    const auto made = RowStore::make(file, "rows.jsonl", "ada", feedOf(std::move(rows)));
    REQUIRE_MESSAGE(made, describe(made.error()));
    auto store = RowStore::open(file, true);
    REQUIRE_MESSAGE(store, describe(store.error()));
    return std::move(*store);
}

inline std::vector<std::int64_t> found(RowStore &store, const RowQuery &query) {
    const auto ids = store.find(query);
    REQUIRE_MESSAGE(ids, describe(ids.error()));
    return *ids;
}

/// One step in which the same becomes of each of these rows.
inline RowStep changed(RowStore &store, const std::string &kind, const std::vector<std::int64_t> &ids,
                       const RowChange &change) {
    const auto step =
        store.change({.kind = kind, .who = "ada"}, ids, [&](const StoredRow &) -> Result<RowChange> { return change; });
    REQUIRE_MESSAGE(step, describe(step.error()));
    return *step;
}

inline Json bodyOf(RowStore &store, std::int64_t id) {
    const auto rows = store.page(std::vector{id});
    REQUIRE_MESSAGE(rows, describe(rows.error()));
    return Json::parse(rows->front().body);
}

} // namespace lapidary::test
