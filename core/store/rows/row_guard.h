// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/rows/row_schema.h"
#include "core/store/rows/row_values.h"
#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

namespace lapidary {

/// SQLite asks now and then whether to go on while one of these lives.
class Interruptible {
public:
    Interruptible(SQLite::Database &database, const StoreWork &work) : handle_(database.getHandle()) {
        constexpr int kInstructions = 20000; // about a millisecond
        if (work.stop.stop_possible())
            sqlite3_progress_handler(
                handle_, kInstructions,
                [](void *given) { return static_cast<const StoreWork *>(given)->stop.stop_requested() ? 1 : 0; },
                const_cast<StoreWork *>(&work));
    }
    ~Interruptible() { sqlite3_progress_handler(handle_, 0, nullptr, nullptr); }
    Interruptible(const Interruptible &) = delete;
    Interruptible &operator=(const Interruptible &) = delete;

private:
    sqlite3 *handle_;
};

/// With every row of long work.
inline Status goOn(const StoreWork &work, std::int64_t done) {
    if (work.stop.stop_requested()) return fail(kCancelled, "Stopped on request");
    if (work.progress) work.progress(done);
    return {};
}

/// What SQLite throws, and what a row throws that is no JSON any more, become errors here.
template <class Work> auto guardedRows(const std::string &file, Work work) -> decltype(work()) {
    try {
        return work();
    } catch (const SQLite::Exception &thrown) {
        return fail(storeError(thrown, file, rowDatabase()));
    } catch (const nlohmann::json::exception &thrown) {
        return fail({.code = "store.corrupt",
                     .message = rowDatabase().damaged,
                     .file = file,
                     .found = thrown.what(),
                     .remedy = rowDatabase().makeAgain});
    }
}

} // namespace lapidary
