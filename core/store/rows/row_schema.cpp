// SPDX-License-Identifier: Apache-2.0
#include "core/store/rows/row_schema.h"
#include "core/store/rows/row_store.h"

namespace lapidary {
namespace {

constexpr int kRowsId = 0x4C415052; // "LAPR"

/// What is looked through in a filter stands in `rows`, short, and what a page shows in `bodies`: a million rows are
/// filtered without a look at their texts. `columns`: {"number of a field": its value}, in JSON. `words` knows for
/// every three characters the rows that have them somewhere (detail=none), which is a third of the size of all places.
constexpr const char *kFirst = R"sql(
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE fields (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, long INTEGER NOT NULL) STRICT;
CREATE TABLE rows (id INTEGER PRIMARY KEY, deleted INTEGER NOT NULL, columns TEXT NOT NULL) STRICT;
CREATE INDEX rows_by_deleted ON rows (deleted);
CREATE TABLE bodies (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE tags (tag TEXT NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (tag, row)) STRICT, WITHOUT ROWID;
CREATE INDEX tags_by_row ON tags (row);
CREATE VIRTUAL TABLE words USING fts5 (text, content = '', tokenize = 'trigram', detail = none, columnsize = 0);
CREATE TABLE steps (
    seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, meant INTEGER NOT NULL, rows INTEGER NOT NULL, what TEXT NOT NULL,
    who TEXT NOT NULL, time REAL NOT NULL, first_edit INTEGER NOT NULL, last_edit INTEGER NOT NULL) STRICT;
CREATE TABLE edits (
    seq INTEGER PRIMARY KEY, step INTEGER NOT NULL, row INTEGER NOT NULL, part TEXT NOT NULL, field TEXT NOT NULL,
    before TEXT, after TEXT) STRICT;
CREATE INDEX edits_by_row ON edits (row, seq);
CREATE TABLE versions (
    seq INTEGER PRIMARY KEY, hash TEXT NOT NULL, parent INTEGER NOT NULL, step INTEGER NOT NULL, rows INTEGER NOT NULL,
    query TEXT NOT NULL, who TEXT NOT NULL, time REAL NOT NULL) STRICT;
CREATE TRIGGER steps_keep BEFORE UPDATE ON steps BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END;
CREATE TRIGGER steps_stay BEFORE DELETE ON steps BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END;
CREATE TRIGGER edits_keep BEFORE UPDATE ON edits BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END;
CREATE TRIGGER edits_stay BEFORE DELETE ON edits BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END;
CREATE TRIGGER versions_keep BEFORE UPDATE ON versions BEGIN SELECT RAISE(ABORT, 'versions are only added'); END;
CREATE TRIGGER versions_stay BEFORE DELETE ON versions BEGIN SELECT RAISE(ABORT, 'versions are only added'); END;
)sql";

constexpr const char *kMigrations[] = {kFirst};
static_assert(std::size(kMigrations) == RowStore::kVersion);

} // namespace

const DatabaseKind &rowDatabase() {
    static const DatabaseKind kind{
        .applicationId = kRowsId,
        .version = RowStore::kVersion,
        .migrations = kMigrations,
        .notOurs = worded("this is not a database of rows"),
        .newer = worded("these rows were edited by a newer Lapidary and are left as they are"),
        .missing = worded("the rows of this data set were not opened for editing yet"),
        .changed = worded("the tables of these rows are not those that Lapidary makes"),
        .damaged = worded("the database of these rows is damaged"),
        .strayJournal = worded("the database of these rows is missing, but its journal is there"),
        .keepAndMoveAway = worded("Move the file away and open the data set again: it begins as it was imported."),
        .elsewhere = worded("Move the file away and open the data set again: it begins as it was imported."),
        .makeAgain =
            worded("Move the file away and open the data set again: it begins as it was imported, and what was "
                   "frozen is kept."),
        .failed = worded("the database of these rows said: {0}"),
        .checkedBytes =
            16 << 20}; // a million rows are open in less than a second; what is read is checked page by page
    return kind;
}

} // namespace lapidary
