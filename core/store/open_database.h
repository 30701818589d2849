// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include <memory>

namespace SQLite {
class Database;
class Exception;
} // namespace SQLite

namespace lapidary {

/// Checks the file from its first bytes, then by SQLite, migrates it where it is older; see Store::open().
Result<std::unique_ptr<SQLite::Database>> openDatabase(const fs::path &file, bool writable);

/// SQLite's failure as one of ours: store.disk_full, store.busy, store.corrupt, store.failed.
Error storeError(const SQLite::Exception &thrown, const fs::path &file);

} // namespace lapidary
