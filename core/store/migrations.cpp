// SPDX-License-Identifier: Apache-2.0
#include "core/store/migrations.h"
#include "core/store/store.h"

namespace lapidary {
namespace {

constexpr const char *kFirst = R"sql(
CREATE TABLE experiments (
    name TEXT NOT NULL, overrides TEXT NOT NULL, file TEXT NOT NULL, source TEXT NOT NULL,
    seed INTEGER NOT NULL, plan TEXT NOT NULL, updated REAL NOT NULL,
    PRIMARY KEY (name, overrides)) STRICT;
CREATE TABLE runs (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, method TEXT NOT NULL,
    input_hash TEXT NOT NULL UNIQUE, state TEXT NOT NULL,
    created REAL NOT NULL, started REAL NOT NULL, ended REAL NOT NULL,
    pid INTEGER NOT NULL, pid_start INTEGER NOT NULL,
    memory_estimate INTEGER NOT NULL, memory_peak INTEGER NOT NULL, error TEXT) STRICT;
CREATE TABLE datasets (hash TEXT PRIMARY KEY, name TEXT NOT NULL, origin TEXT NOT NULL, rows INTEGER NOT NULL) STRICT;
CREATE TABLE file_hashes (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified_ns INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
)sql";

/// What a person says about the items of a labelling queue, one event a row. Rows are only ever added.
constexpr const char *kLabels = R"sql(
CREATE TABLE label_events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, item TEXT NOT NULL, kind TEXT NOT NULL,
    verdict TEXT NOT NULL, strong INTEGER NOT NULL, shown TEXT NOT NULL, milliseconds INTEGER NOT NULL,
    annotator TEXT NOT NULL, time REAL NOT NULL, text TEXT NOT NULL) STRICT;
CREATE INDEX label_events_by_queue ON label_events (queue, seq);
CREATE TRIGGER label_events_keep BEFORE UPDATE ON label_events
    BEGIN SELECT RAISE(ABORT, 'label events are only added'); END;
CREATE TRIGGER label_events_stay BEFORE DELETE ON label_events
    BEGIN SELECT RAISE(ABORT, 'label events are only added'); END;
)sql";

/// What a person calls a run and says about it, which the queue's writing does not touch; and that there were others.
constexpr const char *kRunWords = R"sql(
CREATE TABLE run_words (run TEXT PRIMARY KEY, title TEXT NOT NULL, notes TEXT NOT NULL) STRICT;
CREATE TABLE removed_runs (id TEXT NOT NULL, kind TEXT NOT NULL, created REAL NOT NULL) STRICT;
)sql";

constexpr const char *kMigrations[] = {kFirst, kLabels, kRunWords};
static_assert(std::size(kMigrations) == Store::kVersion);

} // namespace

std::span<const char *const> migrations() {
    return kMigrations;
}

} // namespace lapidary
