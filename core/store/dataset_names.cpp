// SPDX-License-Identifier: Apache-2.0
#include "core/store/dataset_names.h"
#include "core/store/open_database.h"
#include <SQLiteCpp/SQLiteCpp.h>

namespace lapidary {

/// A connection of its own that lives as long as this one change.
Status renameDatasets(const fs::path &file, std::span<const std::string> hashes, const std::string &name) {
    if (hashes.empty()) return {};
    auto database = openDatabase(file, true);
    if (!database) return unexpected(database.error());
    try {
        SQLite::Transaction transaction(**database, SQLite::TransactionBehavior::IMMEDIATE);
        SQLite::Statement row(**database, "UPDATE datasets SET name = ? WHERE hash = ?");
        for (const std::string &hash : hashes) {
            row.bind(1, name);
            row.bind(2, hash);
            row.exec();
            row.reset();
        }
        transaction.commit();
        return {};
    } catch (const SQLite::Exception &thrown) {
        return fail(storeError(thrown, file));
    }
}

} // namespace lapidary
