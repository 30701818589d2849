// SPDX-License-Identifier: Apache-2.0
#include "core/store/store.h"
#include "core/base/json.h"
#include "core/store/open_database.h"
#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>

namespace lapidary {
namespace {

constexpr const char *kRunColumns = "id, name, kind, method, input_hash, state, created, started, ended, pid, "
                                    "pid_start, memory_estimate, memory_peak, error";

/// A project of an older version that we only read has no words about its runs.
std::string selectRuns(SQLite::Database &database) {
    const bool words = database.tableExists("run_words");
    return std::string("SELECT ") + kRunColumns + (words ? ", title, notes" : ", NULL, NULL") + " FROM runs" +
           (words ? " LEFT JOIN run_words ON run_words.run = runs.id" : "");
}

RunRecord readRun(SQLite::Statement &row) {
    RunRecord run{.id = row.getColumn(0).getString(),
                  .name = row.getColumn(1).getString(),
                  .kind = row.getColumn(2).getString(),
                  .method = row.getColumn(3).getString(),
                  .inputHash = row.getColumn(4).getString(),
                  .state = row.getColumn(5).getString(),
                  .created = row.getColumn(6).getDouble(),
                  .started = row.getColumn(7).getDouble(),
                  .ended = row.getColumn(8).getDouble(),
                  .pid = row.getColumn(9).getInt(),
                  .pidStart = row.getColumn(10).getInt64(),
                  .memoryEstimate = row.getColumn(11).getInt64(),
                  .memoryPeak = row.getColumn(12).getInt64()};
    if (!row.getColumn(13).isNull())
        if (const auto error = parseJson(row.getColumn(13).getString())) run.error = errorFromJson(*error);
    run.title = row.getColumn(14).getString(); // NULL is ""
    run.notes = row.getColumn(15).getString();
    return run;
}

/// Everything that talks to SQLite goes through here: its exceptions end at this door.
template <class Work> auto guarded(SQLite::Database &database, Work work) -> decltype(work()) {
    try {
        return work();
    } catch (const SQLite::Exception &thrown) {
        return fail(storeError(thrown, database.getFilename()));
    }
}

} // namespace

Store::Store(std::unique_ptr<SQLite::Database> database) : database_(std::move(database)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const fs::path &file, bool writable) {
    auto database = openDatabase(file, writable);
    if (!database) return unexpected(database.error());
    return std::unique_ptr<Store>(new Store(std::move(*database)));
}

Result<std::vector<RunRecord>> Store::runs() {
    return guarded(*database_, [&]() -> Result<std::vector<RunRecord>> {
        SQLite::Statement rows(*database_, selectRuns(*database_) + " ORDER BY created, id");
        std::vector<RunRecord> out;
        while (rows.executeStep()) out.push_back(readRun(rows));
        return out;
    });
}

namespace {
Result<std::optional<RunRecord>> oneRun(SQLite::Database &database, const char *column, const std::string &value) {
    return guarded(database, [&]() -> Result<std::optional<RunRecord>> {
        SQLite::Statement rows(database, selectRuns(database) + " WHERE " + column + " = ?");
        rows.bind(1, value);
        if (!rows.executeStep()) return std::optional<RunRecord>{};
        return std::optional(readRun(rows));
    });
}
} // namespace

Result<std::optional<RunRecord>> Store::run(const std::string &id) {
    return oneRun(*database_, "id", id);
}
Result<std::optional<RunRecord>> Store::runByInputHash(const std::string &hash) {
    return oneRun(*database_, "input_hash", hash);
}

Status Store::setAside(const std::string &id) {
    return guarded(*database_, [&]() -> Status {
        SQLite::Statement row(*database_,
                              "UPDATE runs SET input_hash = input_hash || ' set aside as ' || id WHERE id = ?");
        row.bind(1, id);
        row.exec();
        return {};
    });
}

Status Store::describe(const std::string &id, const std::string &title, const std::string &notes) {
    return guarded(*database_, [&]() -> Status {
        SQLite::Statement row(*database_, "INSERT OR REPLACE INTO run_words (run, title, notes) VALUES (?, ?, ?)");
        SQLite::bind(row, id, title, notes);
        row.exec();
        return {};
    });
}

Status Store::remove(const std::string &id) {
    return guarded(*database_, [&]() -> Status {
        SQLite::Transaction transaction(*database_);
        for (const char *statement :
             {"INSERT INTO removed_runs (id, kind, created) SELECT id, kind, created FROM runs WHERE id = ?",
              "DELETE FROM run_words WHERE run = ?", "DELETE FROM runs WHERE id = ?"}) {
            SQLite::Statement row(*database_, statement);
            row.bind(1, id);
            row.exec();
        }
        transaction.commit();
        return {};
    });
}

Result<std::vector<RunRecord>> Store::removedRuns() {
    return guarded(*database_, [&]() -> Result<std::vector<RunRecord>> {
        std::vector<RunRecord> out;
        if (!database_->tableExists("removed_runs")) return out; // an older project that we only read
        SQLite::Statement rows(*database_, "SELECT id, kind, created FROM removed_runs ORDER BY created, id");
        while (rows.executeStep())
            out.push_back({.id = rows.getColumn(0).getString(),
                           .kind = rows.getColumn(1).getString(),
                           .created = rows.getColumn(2).getDouble()});
        return out;
    });
}

Status Store::save(const RunRecord &run) {
    return guarded(*database_, [&]() -> Status {
        SQLite::Statement row(
            *database_,
            std::string("INSERT INTO runs (") + kRunColumns +
                ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                "state = excluded.state, started = excluded.started, ended = excluded.ended, pid = excluded.pid, "
                "pid_start = excluded.pid_start, memory_estimate = excluded.memory_estimate, "
                "memory_peak = excluded.memory_peak, error = excluded.error");
        SQLite::bind(row, run.id, run.name, run.kind, run.method, run.inputHash, run.state, run.created, run.started,
                     run.ended, run.pid, run.pidStart, run.memoryEstimate, run.memoryPeak);
        if (run.error) row.bind(14, dumpJson(toJson(*run.error)));
        row.exec();
        return {};
    });
}

Result<std::vector<ExperimentRecord>> Store::experiments() {
    return guarded(*database_, [&]() -> Result<std::vector<ExperimentRecord>> {
        SQLite::Statement rows(
            *database_,
            "SELECT name, overrides, file, source, seed, plan, updated FROM experiments ORDER BY updated DESC");
        std::vector<ExperimentRecord> out;
        while (rows.executeStep()) {
            auto plan = parseJson(rows.getColumn(5).getString(), {.depth = 128});
            if (!plan) return unexpected(plan.error());
            out.push_back({.name = rows.getColumn(0).getString(),
                           .overrides = rows.getColumn(1).getString(),
                           .file = rows.getColumn(2).getString(),
                           .source = rows.getColumn(3).getString(),
                           .seed = static_cast<std::uint64_t>(rows.getColumn(4).getInt64()),
                           .plan = std::move(*plan),
                           .updated = rows.getColumn(6).getDouble()});
        }
        return out;
    });
}

Status Store::save(const ExperimentRecord &experiment) {
    return guarded(*database_, [&]() -> Status {
        SQLite::Statement row(*database_, "INSERT OR REPLACE INTO experiments (name, overrides, file, source, seed, "
                                          "plan, updated) VALUES (?, ?, ?, ?, ?, ?, ?)");
        SQLite::bind(row, experiment.name, experiment.overrides, experiment.file, experiment.source,
                     static_cast<std::int64_t>(experiment.seed), dumpJson(experiment.plan), experiment.updated);
        row.exec();
        return {};
    });
}

Status Store::save(const DatasetRecord &dataset) {
    return guarded(*database_, [&]() -> Status {
        SQLite::Statement row(*database_,
                              "INSERT OR IGNORE INTO datasets (hash, name, origin, rows) VALUES (?, ?, ?, ?)");
        SQLite::bind(row, dataset.hash, dataset.name, dataset.origin, dataset.rows);
        row.exec();
        return {};
    });
}

Result<std::vector<DatasetRecord>> Store::datasets() {
    return guarded(*database_, [&]() -> Result<std::vector<DatasetRecord>> {
        SQLite::Statement rows(*database_, "SELECT hash, name, origin, rows FROM datasets ORDER BY name, hash");
        std::vector<DatasetRecord> out;
        while (rows.executeStep())
            out.push_back({rows.getColumn(0).getString(), rows.getColumn(1).getString(), rows.getColumn(2).getString(),
                           rows.getColumn(3).getInt64()});
        return out;
    });
}

Result<std::int64_t> Store::add(std::span<const LabelEvent> events) {
    return guarded(*database_, [&]() -> Result<std::int64_t> {
        SQLite::Transaction transaction(*database_);
        SQLite::Statement row(
            *database_,
            "INSERT INTO label_events (queue, item, kind, verdict, strong, shown, milliseconds, annotator, time, text) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        for (const LabelEvent &event : events) {
            SQLite::bind(row, event.queue, event.item, event.kind, event.verdict, static_cast<int>(event.strong),
                         event.shown, event.milliseconds, event.annotator, event.time, event.text);
            row.exec();
            row.reset();
        }
        transaction.commit();
        return database_->getLastInsertRowid();
    });
}

Result<std::vector<LabelEvent>> Store::labelEvents(const std::string &queue) {
    return guarded(*database_, [&]() -> Result<std::vector<LabelEvent>> {
        std::vector<LabelEvent> out;
        if (!database_->tableExists("label_events")) return out; // a version-1 project that we only read
        SQLite::Statement rows(*database_,
                               "SELECT seq, item, kind, verdict, strong, shown, milliseconds, annotator, time, text "
                               "FROM label_events WHERE queue = ? ORDER BY seq");
        rows.bind(1, queue);
        while (rows.executeStep())
            out.push_back({.seq = rows.getColumn(0).getInt64(),
                           .queue = queue,
                           .item = rows.getColumn(1).getString(),
                           .kind = rows.getColumn(2).getString(),
                           .verdict = rows.getColumn(3).getString(),
                           .strong = rows.getColumn(4).getInt() != 0,
                           .shown = rows.getColumn(5).getString(),
                           .milliseconds = rows.getColumn(6).getInt64(),
                           .annotator = rows.getColumn(7).getString(),
                           .time = rows.getColumn(8).getDouble(),
                           .text = rows.getColumn(9).getString()});
        return out;
    });
}

Result<std::optional<std::string>> Store::cachedHash(const std::string &path, std::int64_t size,
                                                     std::int64_t modifiedNs) {
    return guarded(*database_, [&]() -> Result<std::optional<std::string>> {
        SQLite::Statement rows(*database_,
                               "SELECT hash FROM file_hashes WHERE path = ? AND size = ? AND modified_ns = ?");
        SQLite::bind(rows, path, size, modifiedNs);
        if (!rows.executeStep()) return std::optional<std::string>{};
        return std::optional(rows.getColumn(0).getString());
    });
}

Status Store::cacheHash(const std::string &path, std::int64_t size, std::int64_t modifiedNs, const std::string &hash) {
    return guarded(*database_, [&]() -> Status {
        SQLite::Statement row(*database_,
                              "INSERT OR REPLACE INTO file_hashes (path, size, modified_ns, hash) VALUES (?, ?, ?, ?)");
        SQLite::bind(row, path, size, modifiedNs, hash);
        row.exec();
        return {};
    });
}

} // namespace lapidary
