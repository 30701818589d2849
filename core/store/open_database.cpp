// SPDX-License-Identifier: Apache-2.0
#include "core/store/open_database.h"
#include "core/store/migrations.h"
#include "core/store/store.h"
#include <SQLiteCpp/SQLiteCpp.h>
#include <fstream>
#include <sqlite3.h>

namespace lapidary {
namespace {

constexpr const char *kMagic = "SQLite format 3"; // and a NUL
constexpr std::size_t kHeaderBytes = 100, kUserVersionAt = 60, kApplicationIdAt = 68;

int bigEndian(const std::string &bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return static_cast<int>(value);
}

Status checkVersion(int version, const fs::path &file, const DatabaseKind &kind) {
    if (version <= kind.version) return {};
    return fail({.code = "store.newer_version",
                 .message = kind.newer,
                 .file = file.string(),
                 .found = {"version {0}", version},
                 .expected = {"at most version {0}", kind.version},
                 .remedy = "Open it with that newer Lapidary."});
}

/// Before SQLite touches the file: is it ours, and of a version that we know?
Status checkHeader(const fs::path &file, const DatabaseKind &kind) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return fail(systemError("open", file, errno));
    std::string header(kHeaderBytes, '\0');
    in.read(header.data(), static_cast<std::streamsize>(header.size()));
    if (in.gcount() < static_cast<std::streamsize>(kHeaderBytes) ||
        header.compare(0, 16, std::string(kMagic) + '\0') != 0)
        return fail({.code = "store.not_a_database",
                     .message = kind.notOurs,
                     .file = file.string(),
                     .found = in.gcount() == 0 ? "an empty file" : "other content",
                     .expected = "an SQLite 3 database of Lapidary",
                     .remedy = kind.keepAndMoveAway});
    if (bigEndian(header, kApplicationIdAt) != kind.applicationId)
        return fail({.code = "store.foreign",
                     .message = "this database belongs to another program and is left as it is",
                     .file = file.string(),
                     .found = {"application id {0}", bigEndian(header, kApplicationIdAt)},
                     .expected = std::to_string(kind.applicationId),
                     .remedy = kind.elsewhere});
    return checkVersion(bigEndian(header, kUserVersionAt), file, kind);
}

int versionOf(SQLite::Database &database) {
    return database.execAndGet("PRAGMA user_version").getInt();
}

void migrateTo(SQLite::Database &database, const DatabaseKind &kind, int to) {
    for (int version = versionOf(database); version < to; ++version) {
        SQLite::Transaction transaction(database);
        database.exec(kind.migrations[static_cast<std::size_t>(version)]);
        database.exec("PRAGMA user_version = " + std::to_string(version + 1));
        transaction.commit();
    }
}

std::string schemaOf(SQLite::Database &database) {
    std::string text;
    SQLite::Statement rows(database,
                           "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name");
    while (rows.executeStep())
        for (int column = 0; column < 4; ++column) text += rows.getColumn(column).getString() + "\n";
    return text;
}

/// A trigger or view that we did not make could run whatever it likes: only the very schema of ours is opened. An older
/// project that is only read keeps the schema of its version.
Status checkSchema(SQLite::Database &database, const fs::path &file, const DatabaseKind &kind) {
    SQLite::Database fresh(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    migrateTo(fresh, kind, versionOf(database));
    if (schemaOf(fresh) == schemaOf(database)) return {};
    return fail(
        {.code = "store.changed_schema", .message = kind.changed, .file = file.string(), .remedy = kind.makeAgain});
}

Status checkContent(SQLite::Database &database, const fs::path &file, const DatabaseKind &kind) {
    std::error_code unknown;
    if (fs::file_size(file, unknown) > kind.checkedBytes && !unknown) return {};
    const std::string verdict = database.execAndGet("PRAGMA quick_check(1)").getString();
    if (verdict == "ok") return {};
    return fail({.code = "store.corrupt",
                 .message = kind.damaged,
                 .file = file.string(),
                 .found = verdict,
                 .remedy = kind.makeAgain});
}

/// Made whole under another name and renamed, so that a project.db is never half made.
Status create(const fs::path &file, const DatabaseKind &kind) {
    const fs::path making = file.string() + ".making";
    std::error_code ignored;
    if (fs::exists(file.string() + "-wal", ignored))
        return fail({.code = "store.stray_journal",
                     .message = kind.strayJournal,
                     .file = file.string() + "-wal",
                     .remedy = {"Put {0} back beside it, or move the journal away.", file.filename().string()}});
    fs::remove(making, ignored);
    {
        SQLite::Database database(making.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        database.exec("PRAGMA application_id = " + std::to_string(kind.applicationId));
        migrate(database, kind);
    }
    fs::rename(making, file, ignored);
    if (ignored) return fail(systemError("rename to", file, ignored.value()));
    return syncFolder(file.parent_path());
}

/// From the first statement on: the last to close a database locks it for a moment, whoever opens it then.
constexpr int kPatienceMs = 5000;

void configure(SQLite::Database &database, bool writable) {
    sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    database.exec("PRAGMA trusted_schema = OFF");
    database.exec("PRAGMA cell_size_check = ON");
    database.exec("PRAGMA mmap_size = 0");
    database.exec("PRAGMA foreign_keys = ON");
    if (!writable) return;
    database.execAndGet("PRAGMA journal_mode = WAL"); // refused by some network disks; the rollback journal is as safe
    database.exec("PRAGMA synchronous = FULL");
}

} // namespace

const DatabaseKind &projectDatabase() {
    static const DatabaseKind kind{
        .applicationId = kApplicationId,
        .version = Store::kVersion,
        .migrations = migrations(),
        .notOurs = worded("this is not a project database"),
        .newer = worded("this project was written by a newer Lapidary and is left as it is"),
        .missing = worded("there is no project here yet"),
        .changed = worded("the tables of this project are not those that Lapidary makes"),
        .damaged = worded("the project's database is damaged"),
        .strayJournal = worded("project.db is missing, but its journal is there"),
        .keepAndMoveAway = worded("Move the file away; the runs in the folder runs/ are kept and are not touched."),
        .elsewhere = worded("Choose another folder for the project."),
        .makeAgain = worded("Move the file away and run the experiment again: finished runs are found in runs/."),
        .failed = worded("the project's database said: {0}")};
    return kind;
}

void migrate(SQLite::Database &database, const DatabaseKind &kind) {
    migrateTo(database, kind, kind.version);
}

Error storeError(const SQLite::Exception &thrown, const fs::path &file, const DatabaseKind &kind) {
    Error error{.code = "store.failed",
                .message = Sentence::known(kind.failed.id(), {std::string(thrown.what())}),
                .file = file.string()};
    switch (thrown.getErrorCode() & 0xFF) {
    case SQLITE_FULL:
        return systemError("write", file, ENOSPC);
    case SQLITE_INTERRUPT:
        return {.code = kCancelled, .message = "Stopped on request"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        error.code = "store.busy";
        error.remedy = "Another program holds the database; try again when it has let go.";
        break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        error.code = "store.corrupt";
        error.message = kind.damaged;
        error.found = thrown.what();
        error.remedy = kind.makeAgain;
        break;
    case SQLITE_READONLY:
        error.code = "store.read_only";
        error.remedy = "Give yourself the right to write there.";
        break;
    default:
        break;
    }
    return error;
}

Result<std::unique_ptr<SQLite::Database>> openDatabase(const fs::path &file, bool writable, const DatabaseKind &kind) {
    std::error_code ignored;
    try {
        if (!fs::exists(file, ignored)) {
            if (!writable) return fail({.code = "store.missing", .message = kind.missing, .file = file.string()});
            if (auto made = create(file, kind); !made) return unexpected(made.error());
        }
        if (auto ours = checkHeader(file, kind); !ours) return unexpected(ours.error());
        auto database = std::make_unique<SQLite::Database>(
            file.string(), writable ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY, kPatienceMs);
        if (auto known = checkVersion(versionOf(*database), file, kind); !known) return unexpected(known.error());
        if (auto whole = checkContent(*database, file, kind); !whole) return unexpected(whole.error());
        configure(*database, writable);
        if (writable) migrate(*database, kind);
        if (auto same = checkSchema(*database, file, kind); !same) return unexpected(same.error());
        return database;
    } catch (const SQLite::Exception &thrown) {
        return fail(storeError(thrown, file, kind));
    }
}

} // namespace lapidary
