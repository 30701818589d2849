// SPDX-License-Identifier: Apache-2.0
#include "core/store/rows/row_store.h"
#include "core/base/content_hash.h"
#include "core/base/quick_json.h"
#include "core/store/rows/row_find.h"
#include "core/store/rows/row_guard.h"
#include "core/store/rows/row_writer.h"
#include <SQLiteCpp/VariadicBind.h>
#include <chrono>

namespace lapidary {
namespace {

double now() {
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// A page that is read once is not read from the disk again while so many bytes of pages are in memory.
constexpr const char *kCache = "PRAGMA cache_size = -32768";

/// What a step that changed every row has left of the journal is given back.
constexpr const char *kJournalLimit = "PRAGMA journal_size_limit = 67108864";

/// The index of words gathers so many bytes before it sorts them into itself: a seventh less work than with the usual
/// megabyte, and with more the gathering itself is slower.
constexpr const char *kWordsInMemory = "INSERT INTO words (words, rank) VALUES ('hashsize', 4194304)";

void putFact(SQLite::Database &database, const char *name, const std::string &value) {
    SQLite::Statement put(database, "INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)");
    SQLite::bind(put, std::string(name), value);
    put.exec();
}

void putVersion(SQLite::Database &database, const RowVersion &version) {
    SQLite::Statement put(database, "INSERT INTO versions (seq, hash, parent, step, rows, query, who, time) "
                                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    SQLite::bind(put, version.seq, version.hash, version.parent, version.step, version.rows, version.query, version.who,
                 version.time);
    put.exec();
}

/// Everything in one transaction without a journal: a half-made file is thrown away.
Status fill(const fs::path &file, const std::string &source, const std::string &who, const RowStore::Feed &feed,
            const StoreWork &work) {
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    for (const char *setting : {"PRAGMA journal_mode = OFF", "PRAGMA locking_mode = EXCLUSIVE"})
        database.execAndGet(setting);
    for (const char *setting : {"PRAGMA synchronous = FULL", "PRAGMA cache_size = -65536"}) database.exec(setting);
    database.exec("PRAGMA application_id = " + std::to_string(rowDatabase().applicationId));
    migrate(database, rowDatabase());
    SQLite::Transaction transaction(database);
    database.exec(kWordsInMemory);
    RowWriter writer(database);
    ContentHasher hasher;
    std::int64_t rows = 0;
    std::string body;
    auto fed = feed([&](const Json &row) -> Status {
        if (!row.is_object())
            return fail({.code = "rows.no_object",
                         .message = "a row must be an object",
                         .found = dumpJson(row).substr(0, 100),
                         .expected = "{\"field\": …}"});
        body.clear();
        appendJson(body, row);
        writer.insert(++rows, row, body);
        hasher.add(body += '\n');
        return goOn(work, rows);
    });
    if (!fed) return fed;
    putFact(database, "source", source);
    putVersion(database, {.seq = 1, .hash = hasher.hash(), .rows = rows, .who = who, .time = now()});
    transaction.commit();
    return {};
}

/// It lies on the disk whole before it has its name: the one commit has flushed it.
Status settle(const fs::path &making, const fs::path &file) {
    std::error_code failed;
    fs::rename(making, file, failed);
    if (failed) return fail(systemError("rename to", file, failed.value()));
    return syncFolder(file.parent_path());
}

StoredRow rowOf(std::int64_t id, RowState state) {
    return {.id = id, .body = std::move(*state.body), .deleted = state.deleted, .tags = std::move(state.tags)};
}

Error noRow(std::int64_t id, const SQLite::Database &database) {
    return {.code = "rows.no_row",
            .message = "there is no such row",
            .file = database.getFilename(),
            .found = std::to_string(id)};
}

} // namespace

RowStore::RowStore(std::unique_ptr<SQLite::Database> database) : database_(std::move(database)) {}
RowStore::~RowStore() = default;

Status RowStore::make(const fs::path &file, const std::string &source, const std::string &who, const Feed &feed,
                      const StoreWork &work) {
    std::error_code ignored;
    for (const fs::path &there : {file, fs::path(file.string() + "-wal")})
        if (fs::exists(there, ignored))
            return fail({.code = "rows.exists",
                         .message = "the rows of this data set are opened for editing already",
                         .file = there.string(),
                         .remedy = "Go on with them, or move the file away to begin again."});
    const fs::path making = file.string() + ".making";
    fs::remove(making, ignored);
    auto made = guardedRows(making.string(), [&] { return fill(making, source, who, feed, work); });
    if (made) made = settle(making, file);
    if (!made) fs::remove(making, ignored);
    return made;
}

Result<std::unique_ptr<RowStore>> RowStore::open(const fs::path &file, bool writable) {
    std::error_code ignored;
    if (!fs::exists(file, ignored))
        return fail({.code = "store.missing", .message = rowDatabase().missing, .file = file.string()});
    auto database = openDatabase(file, writable, rowDatabase());
    if (!database) return unexpected(database.error());
    std::unique_ptr<RowStore> store(new RowStore(std::move(*database)));
    const auto ready = guardedRows(file.string(), [&]() -> Status {
        store->database_->exec(kCache);
        if (writable) store->database_->execAndGet(kJournalLimit);
        addRowFunctions(*store->database_);
        return writable ? store->loadHistory() : Status{};
    });
    if (!ready) return unexpected(ready.error());
    return store;
}

Result<std::string> RowStore::source() {
    return guardedRows(database_->getFilename(), [&]() -> Result<std::string> {
        return database_->execAndGet("SELECT value FROM facts WHERE name = 'source'").getString();
    });
}

Result<std::vector<std::int64_t>> RowStore::find(const RowQuery &query, const StoreWork &work) {
    return guardedRows(database_->getFilename(), [&]() -> Result<std::vector<std::int64_t>> {
        const Interruptible interruptible(*database_, work);
        auto rows = statementFor(*database_, query);
        if (!rows) return unexpected(rows.error());
        std::vector<std::int64_t> ids;
        while (rows->executeStep()) {
            ids.push_back(rows->getColumn(0).getInt64());
            if (auto on = goOn(work, static_cast<std::int64_t>(ids.size())); !on) return unexpected(on.error());
        }
        return ids;
    });
}

Result<std::vector<StoredRow>> RowStore::page(std::span<const std::int64_t> ids) {
    return guardedRows(database_->getFilename(), [&]() -> Result<std::vector<StoredRow>> {
        std::vector<StoredRow> out;
        RowStateReader reader(*database_);
        for (const std::int64_t id : ids) {
            auto state = reader.read(id);
            if (!state.body) return fail(noRow(id, *database_));
            out.push_back(rowOf(id, std::move(state)));
        }
        return out;
    });
}

Result<RowStore::Streamed> RowStore::stream(const RowQuery &query, const std::function<Status(const StoredRow &)> &see,
                                            const StoreWork &work) {
    return guardedRows(database_->getFilename(), [&]() -> Result<Streamed> {
        SQLite::Transaction snapshot(*database_); // all reads see one state
        Streamed out{.step = database_->execAndGet("SELECT coalesce(max(seq), 0) FROM steps").getInt64()};
        const Interruptible interruptible(*database_, work);
        auto rows = statementFor(*database_, query);
        if (!rows) return unexpected(rows.error());
        RowStateReader reader(*database_);
        while (rows->executeStep()) {
            const std::int64_t id = rows->getColumn(0).getInt64();
            auto state = reader.read(id);
            if (!state.body) return fail(noRow(id, *database_));
            if (auto seen = see(rowOf(id, std::move(state))); !seen) return unexpected(seen.error());
            if (auto on = goOn(work, ++out.rows); !on) return unexpected(on.error());
        }
        return out;
    });
}

Result<std::vector<std::string>> RowStore::columns() {
    return guardedRows(database_->getFilename(), [&]() -> Result<std::vector<std::string>> {
        std::vector<std::string> out;
        SQLite::Statement rows(*database_, "SELECT name FROM fields ORDER BY id");
        while (rows.executeStep()) out.push_back(rows.getColumn(0).getString());
        return out;
    });
}

Result<std::map<std::string, std::int64_t>> RowStore::tags() {
    return guardedRows(database_->getFilename(), [&]() -> Result<std::map<std::string, std::int64_t>> {
        std::map<std::string, std::int64_t> out;
        SQLite::Statement rows(*database_, "SELECT tag, count(*) FROM tags GROUP BY tag");
        while (rows.executeStep()) out[rows.getColumn(0).getString()] = rows.getColumn(1).getInt64();
        return out;
    });
}

Result<std::vector<RowVersion>> RowStore::versions() {
    return guardedRows(database_->getFilename(), [&]() -> Result<std::vector<RowVersion>> {
        std::vector<RowVersion> out;
        SQLite::Statement rows(*database_,
                               "SELECT seq, hash, parent, step, rows, query, who, time FROM versions ORDER BY seq");
        while (rows.executeStep())
            out.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getString(), rows.getColumn(2).getInt64(),
                           rows.getColumn(3).getInt64(), rows.getColumn(4).getInt64(), rows.getColumn(5).getString(),
                           rows.getColumn(6).getString(), rows.getColumn(7).getDouble()});
        return out;
    });
}

Result<RowVersion> RowStore::add(RowVersion version) {
    return guardedRows(database_->getFilename(), [&]() -> Result<RowVersion> {
        version.parent = database_->execAndGet("SELECT coalesce(max(seq), 0) FROM versions").getInt64();
        version.seq = version.parent + 1;
        version.time = now();
        putVersion(*database_, version);
        return version;
    });
}

} // namespace lapidary
