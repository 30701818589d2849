// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/store/records.h"
#include <memory>
#include <span>
#include <vector>

namespace SQLite {
class Database;
}

namespace lapidary {

/// project.db: the index of a project. One connection of the owner writes, in write-ahead mode with synchronous=FULL (a
/// handful of small writes a minute; a person's label must survive a power cut). Others open it read-only.
/// Used from one thread. SQLite's failures come out as store.* errors.
class Store {
public:
    static constexpr int kVersion = 3;

    /// Opens, or makes when there is none and `writable`. Errors: store.not_a_database, store.foreign,
    /// store.newer_version, store.corrupt, store.changed_schema, store.missing, store.stray_journal. None of them
    /// changes a byte.
    static Result<std::unique_ptr<Store>> open(const fs::path &file, bool writable);
    ~Store();

    Result<std::vector<RunRecord>> runs(); ///< oldest first
    Result<std::optional<RunRecord>> run(const std::string &id);
    Result<std::optional<RunRecord>> runByInputHash(const std::string &hash);
    Status save(const RunRecord &run); ///< inserts or replaces
    /// The run is found by its id alone from now on: its inputs may make another one.
    Status setAside(const std::string &id);
    /// What a person calls the run and wrote about it. save() leaves both as they are.
    Status describe(const std::string &id, const std::string &title, const std::string &notes);
    /// The index forgets the run; its folder is the caller's. Only id, kind and time stay, so that what counts runs
    /// (their colours) counts on as before.
    Status remove(const std::string &id);
    Result<std::vector<RunRecord>> removedRuns(); ///< oldest first

    Result<std::vector<ExperimentRecord>> experiments(); ///< newest first
    Status save(const ExperimentRecord &experiment);

    Status save(const DatasetRecord &dataset);
    Result<std::vector<DatasetRecord>> datasets();

    /// All of them or none, on disk before it returns the last one's number. Nothing changes or removes an event.
    Result<std::int64_t> add(std::span<const LabelEvent> events);
    Result<std::vector<LabelEvent>> labelEvents(const std::string &queue); ///< in the order in which they happened

    /// Hashes of big files by path, size and time of change.
    Result<std::optional<std::string>> cachedHash(const std::string &path, std::int64_t size, std::int64_t modifiedNs);
    Status cacheHash(const std::string &path, std::int64_t size, std::int64_t modifiedNs, const std::string &hash);

private:
    explicit Store(std::unique_ptr<SQLite::Database> database);
    std::unique_ptr<SQLite::Database> database_;
};

} // namespace lapidary
