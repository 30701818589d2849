// SPDX-License-Identifier: Apache-2.0
#include "core/store/trackio_file.h"
#include "core/store/open_database.h"
#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace lapidary {
namespace {

constexpr const char *kSchema = R"(
CREATE TABLE metrics (id INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL, timestamp TEXT NOT NULL,
                      run_name TEXT NOT NULL, step INTEGER NOT NULL, metrics TEXT NOT NULL, log_id TEXT, space_id TEXT);
CREATE INDEX idx_metrics_run_step ON metrics(run_id, step);
CREATE INDEX idx_metrics_run_timestamp ON metrics(run_id, timestamp);
CREATE UNIQUE INDEX idx_metrics_log_id ON metrics(log_id) WHERE log_id IS NOT NULL;
CREATE INDEX idx_metrics_pending ON metrics(space_id) WHERE space_id IS NOT NULL;
CREATE TABLE configs (id INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL, run_name TEXT NOT NULL,
                      config TEXT NOT NULL, created_at TEXT NOT NULL, UNIQUE(run_id));
CREATE INDEX idx_configs_run_name ON configs(run_name);
CREATE TABLE system_metrics (id INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL, timestamp TEXT NOT NULL,
                             run_name TEXT NOT NULL, metrics TEXT NOT NULL, log_id TEXT, space_id TEXT);
CREATE INDEX idx_system_metrics_run_timestamp ON system_metrics(run_id, timestamp);
CREATE UNIQUE INDEX idx_system_metrics_log_id ON system_metrics(log_id) WHERE log_id IS NOT NULL;
CREATE INDEX idx_system_metrics_pending ON system_metrics(space_id) WHERE space_id IS NOT NULL;
CREATE TABLE alerts (id INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL, timestamp TEXT NOT NULL,
                     run_name TEXT NOT NULL, title TEXT NOT NULL, text TEXT, level TEXT NOT NULL DEFAULT 'warn',
                     step INTEGER, alert_id TEXT);
CREATE INDEX idx_alerts_run ON alerts(run_id);
CREATE INDEX idx_alerts_timestamp ON alerts(timestamp);
CREATE UNIQUE INDEX idx_alerts_alert_id ON alerts(alert_id) WHERE alert_id IS NOT NULL;
PRAGMA user_version = 2;
)";

/// ISO 8601 in UTC with microseconds, as Python's isoformat() has it.
std::string timestamp(double time) {
    const auto whole = static_cast<std::time_t>(std::floor(time));
    std::tm parts{};
    ::gmtime_r(&whole, &parts);
    char date[32], out[64];
    std::strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S", &parts);
    const auto micros = static_cast<int>((time - std::floor(time)) * 1e6);
    std::snprintf(out, sizeof out, "%s.%06d+00:00", date, micros);
    return out;
}

void add(SQLite::Database &database, const TrackioRun &run) {
    if (run.points.empty()) return;
    SQLite::Statement config(database,
                             "INSERT INTO configs (run_id, run_name, config, created_at) VALUES (?, ?, ?, ?)");
    SQLite::bind(config, run.id, run.name, dumpJson(run.config), timestamp(run.points.front().time));
    config.exec();
    SQLite::Statement metrics(
        database, "INSERT INTO metrics (run_id, timestamp, run_name, step, metrics) VALUES (?, ?, ?, ?, ?)");
    for (const TrackioPoint &point : run.points) {
        SQLite::bind(metrics, run.id, timestamp(point.time), run.name, point.step, dumpJson(point.metrics));
        metrics.exec();
        metrics.reset();
    }
}

} // namespace

Status writeTrackio(const fs::path &file, std::span<const TrackioRun> runs) {
    try {
        SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        SQLite::Transaction transaction(database);
        database.exec(kSchema);
        for (const TrackioRun &run : runs) add(database, run);
        transaction.commit();
        return {};
    } catch (const SQLite::Exception &thrown) {
        return fail(storeError(thrown, file));
    }
}

} // namespace lapidary
