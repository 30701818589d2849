// SPDX-License-Identifier: Apache-2.0
#include "core/base/content_hash.h"
#include "core/store/rows/row_guard.h"
#include "core/store/rows/row_store.h"
#include "core/store/rows/row_writer.h"

namespace lapidary {
namespace {

/// Goes back through the edits of one row.
class Rewind {
public:
    explicit Rewind(SQLite::Database &database)
        : edits_(database, "SELECT seq, part, field, before FROM edits WHERE row = ? AND seq > ? AND seq <= ? "
                           "ORDER BY seq DESC") {}

    /// From behind the edit `from` to behind the edit `to`.
    Status operator()(RowState &state, std::int64_t row, std::int64_t from, std::int64_t to) {
        edits_.reset();
        edits_.bind(1, row);
        edits_.bind(2, to);
        edits_.bind(3, from);
        while (edits_.executeStep()) {
            RowEdit edit{.part = edits_.getColumn(1).getString(), .field = edits_.getColumn(2).getString()};
            if (!edits_.getColumn(3).isNull()) edit.before = edits_.getColumn(3).getString();
            if (auto back = apply(state, edit, false); !back) return back;
        }
        return {};
    }

private:
    SQLite::Statement edits_;
};

/// The last edit of a step; 0 of what was imported.
Result<std::int64_t> lastEditOf(SQLite::Database &database, std::int64_t step) {
    if (step == 0) return 0;
    SQLite::Statement rows(database, "SELECT last_edit FROM steps WHERE seq = ?");
    rows.bind(1, step);
    if (rows.executeStep()) return rows.getColumn(0).getInt64();
    return fail({.code = "rows.no_step",
                 .message = "the history has no such step",
                 .file = database.getFilename(),
                 .found = std::to_string(step),
                 .expected = {"a step from 0 to {0}",
                              database.execAndGet("SELECT coalesce(max(seq), 0) FROM steps").getInt64()}});
}

std::optional<StoredRow> shown(std::int64_t id, const RowState &state) {
    if (!state.body) return std::nullopt;
    return StoredRow{id, *state.body, state.deleted, state.tags};
}

/// The rows that were there at first, as they were.
Result<std::string> hashOfBeginning(SQLite::Database &database, const StoreWork &work) {
    const Interruptible interruptible(database, work);
    SQLite::Statement ids(database, "SELECT id FROM rows UNION SELECT row FROM edits ORDER BY 1");
    RowStateReader reader(database);
    Rewind rewind(database);
    ContentHasher hasher;
    for (std::int64_t done = 0; ids.executeStep();) {
        const std::int64_t id = ids.getColumn(0).getInt64();
        RowState state = reader.read(id);
        if (auto back = rewind(state, id, INT64_MAX, 0); !back) return unexpected(back.error());
        if (state.body) hasher.add(*state.body + "\n");
        if (auto on = goOn(work, ++done); !on) return unexpected(on.error());
    }
    return hasher.hash();
}

} // namespace

Result<std::int64_t> RowStore::index(std::int64_t rows, const StoreWork &work) {
    return guardedRows(database_->getFilename(), [&]() -> Result<std::int64_t> {
        SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
        RowWriter writer(*database_);
        SQLite::Statement bodies(*database_, "SELECT id, body FROM bodies WHERE id > ? ORDER BY id LIMIT ?");
        bodies.bind(1, writer.indexed());
        bodies.bind(2, rows);
        std::int64_t last = writer.indexed();
        for (std::int64_t done = 0; bodies.executeStep();) {
            last = bodies.getColumn(0).getInt64();
            writer.index(last, bodies.getColumn(1).getString());
            if (auto on = goOn(work, ++done); !on) return unexpected(on.error());
        }
        bodies.reset();
        writer.setIndexed(last);
        transaction.commit();
        SQLite::Statement left(*database_, "SELECT count(*) FROM rows WHERE id > ?");
        left.bind(1, last);
        left.executeStep();
        return left.getColumn(0).getInt64();
    });
}

Status RowStore::difference(std::int64_t from, std::int64_t to, const std::function<Status(const Difference &)> &see,
                            const StoreWork &work) {
    return guardedRows(database_->getFilename(), [&]() -> Status {
        SQLite::Transaction snapshot(*database_);
        const auto first = lastEditOf(*database_, from), last = lastEditOf(*database_, to);
        if (!first) return unexpected(first.error());
        if (!last) return unexpected(last.error());
        const auto [early, late] = std::minmax(*first, *last);
        const Interruptible interruptible(*database_, work);
        SQLite::Statement rows(*database_, "SELECT DISTINCT row FROM edits WHERE seq > ? AND seq <= ? ORDER BY row");
        rows.bind(1, early);
        rows.bind(2, late);
        RowStateReader reader(*database_);
        Rewind rewind(*database_);
        for (std::int64_t done = 0; rows.executeStep();) {
            const std::int64_t id = rows.getColumn(0).getInt64();
            RowState state = reader.read(id);
            if (auto back = rewind(state, id, INT64_MAX, late); !back) return back;
            Difference out{.row = id, .after = shown(id, state)};
            if (auto back = rewind(state, id, late, early); !back) return back;
            out.before = shown(id, state);
            if (*first > *last) std::swap(out.before, out.after);
            if (out.before != out.after)
                if (auto seen = see(out); !seen) return seen;
            if (auto on = goOn(work, ++done); !on) return on;
        }
        return {};
    });
}

Status RowStore::verify(const StoreWork &work) {
    return guardedRows(database_->getFilename(), [&]() -> Status {
        const std::string file = database_->getFilename();
        SQLite::Transaction snapshot(*database_);
        const std::string verdict = database_->execAndGet("PRAGMA quick_check(1)").getString();
        if (verdict != "ok")
            return fail({.code = "store.corrupt",
                         .message = rowDatabase().damaged,
                         .file = file,
                         .found = verdict,
                         .remedy = rowDatabase().makeAgain});
        const auto hash = hashOfBeginning(*database_, work);
        if (!hash) return unexpected(hash.error());
        const std::string imported = database_->execAndGet("SELECT hash FROM versions WHERE seq = 1").getString();
        if (*hash == imported) return {};
        return fail({.code = "rows.history",
                     .message = "with all edits taken back, the rows are not those that were imported",
                     .file = file,
                     .found = *hash,
                     .expected = imported,
                     .remedy = "What was frozen is kept; do not go on with these edits."});
    });
}

} // namespace lapidary
