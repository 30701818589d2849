// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include <cstdint>
#include <memory>
#include <span>

namespace SQLite {
class Database;
class Exception;
} // namespace SQLite

namespace lapidary {

/// One of the kinds of databases that are ours: how it is told from others, and what a person is told where it cannot
/// be opened.
struct DatabaseKind {
    int applicationId = 0;
    int version = 0; ///< the newest that we know
    std::span<const char *const> migrations{};
    Sentence notOurs{}, newer{}, missing{}, changed{}, damaged{}, strayJournal{}; ///< what is wrong
    Sentence keepAndMoveAway{}, elsewhere{}, makeAgain{},
        failed{};                            ///< the remedies; `failed`: what stands before SQLite's words
    std::uint64_t checkedBytes = UINT64_MAX; ///< a larger file is not read whole when it is opened
};
/// project.db.
const DatabaseKind &projectDatabase();

/// Checks the file from its first bytes, then by SQLite, migrates it where it is older; see Store::open().
Result<std::unique_ptr<SQLite::Database>> openDatabase(const fs::path &file, bool writable,
                                                       const DatabaseKind &kind = projectDatabase());

/// Brings an empty or an older database to the newest version of its kind.
void migrate(SQLite::Database &database, const DatabaseKind &kind);

/// SQLite's failure as one of ours: store.disk_full, store.busy, store.corrupt, store.failed; kCancelled where somebody
/// interrupted it.
Error storeError(const SQLite::Exception &thrown, const fs::path &file, const DatabaseKind &kind = projectDatabase());

} // namespace lapidary
