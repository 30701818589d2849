// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/store/rows/row_values.h"
#include <map>
#include <memory>
#include <span>

namespace SQLite {
class Database;
class Exception;
} // namespace SQLite

namespace lapidary {

/// The rows of one data set while a person curates them: a database of its own, so that neither labels nor runs wait
/// for it. Every change is a step of a history that only grows, and is on disk before it is acknowledged (write-ahead
/// mode, synchronous=FULL); undo writes the opposite as a further step. One connection writes; any number read
/// meanwhile, each from one thread, and see what was acknowledged. A call holds a row at a time, besides the ids that
/// it is given. Errors: store.* (open_database.h), and kCancelled where `work.stop` asks for the end: then nothing has
/// changed.
class RowStore {
public:
    static constexpr int kVersion = 1;

    /// Gives the rows of a file one by one to `take`.
    using Feed = std::function<Status(const std::function<Status(const Json &row)> &take)>;
    /// Makes the database of `feed`'s rows, whole or not at all. `source`: where they come from, in words for readers.
    /// Errors beside the store's: those of the feed; rows.exists.
    static Status make(const fs::path &file, const std::string &source, const std::string &who, const Feed &feed,
                       const StoreWork &work = {});
    /// Errors: those of openDatabase(); store.missing where make() was never called. None of them changes a byte.
    static Result<std::unique_ptr<RowStore>> open(const fs::path &file, bool writable);
    ~RowStore();

    Result<std::string> source();
    /// The ids of the rows that a query means, in its order: eight bytes a row, of which a page is read by its place.
    /// Errors: rows.no_column, rows.two_columns.
    Result<std::vector<std::int64_t>> find(const RowQuery &query, const StoreWork &work = {});
    /// Rows by their ids, in that order. rows.no_row.
    Result<std::vector<StoredRow>> page(std::span<const std::int64_t> ids);
    /// All rows of a query as they stood at one moment, whatever is changed meanwhile; how many, and the newest step.
    struct Streamed {
        std::int64_t rows = 0, step = 0;
    };
    Result<Streamed> stream(const RowQuery &query, const std::function<Status(const StoredRow &)> &see,
                            const StoreWork &work = {});
    Result<std::vector<std::string>> columns();
    Result<std::map<std::string, std::int64_t>> tags(); ///< and how many rows have each, deleted ones too

    /// One step: `change` says what becomes of each of these rows. Where nothing changes there is no step (seq 0).
    /// `asked` gives kind, what and who. Errors: rows.no_row, rows.no_object, and those of `change`: then no row has
    /// changed.
    Result<RowStep> change(const RowStep &asked, std::span<const std::int64_t> ids,
                           const std::function<Result<RowChange>(const StoredRow &)> &change,
                           const StoreWork &work = {});
    /// Further rows, behind all others.
    Result<RowStep> add(const RowStep &asked, std::span<const Json> rows);
    /// The newest step that stands is undone, or the one that was undone last is done again. Nothing where there is
    /// none.
    Result<std::optional<RowStep>> undo(const std::string &who, const StoreWork &work = {});
    Result<std::optional<RowStep>> redo(const std::string &who, const StoreWork &work = {});
    std::int64_t nextUndo() const { return done_.empty() ? 0 : done_.back(); } ///< the step that undo() means; 0: none
    std::int64_t nextRedo() const { return undone_.empty() ? 0 : undone_.back(); }
    /// The newest first, those before the step `before` (0: all).
    Result<std::vector<RowStep>> steps(std::int64_t before = 0, std::int64_t count = INT64_MAX);
    Result<std::vector<RowEdit>> editsOfRow(std::int64_t row); ///< in the order in which they happened
    Result<std::vector<RowEdit>> editsOfStep(std::int64_t step, std::int64_t first = 0, std::int64_t count = INT64_MAX);

    /// Searching is quick in the rows that are indexed, and looks at every text of the others. Indexes the next `rows`
    /// rows, each call a transaction; how many are left.
    Result<std::int64_t> index(std::int64_t rows, const StoreWork &work = {});

    Result<std::vector<RowVersion>> versions(); ///< oldest first; the first is what was imported
    /// `version`: hash, step, rows, query, who. Errors: none of its own.
    Result<RowVersion> add(RowVersion version);
    /// What has changed between two steps (0: what was imported), row by row; nothing stands for a row that was not
    /// there. Errors: rows.no_step, and those of `see`.
    struct Difference {
        std::int64_t row = 0;
        std::optional<StoredRow> before{}, after{};
    };
    Status difference(std::int64_t from, std::int64_t to, const std::function<Status(const Difference &)> &see,
                      const StoreWork &work = {});
    /// Takes all edits back, in memory, and compares what comes out with the hash of what was imported; the database's
    /// own check before it. rows.history, store.corrupt.
    Status verify(const StoreWork &work = {});

private:
    explicit RowStore(std::unique_ptr<SQLite::Database> database);
    Status loadHistory();
    Result<std::optional<RowStep>> turn(const char *kind, std::int64_t meant, const std::string &who,
                                        const StoreWork &work);
    void note(const RowStep &step);

    std::unique_ptr<SQLite::Database> database_;
    std::int64_t lastStep_ = 0;
    std::vector<std::int64_t> done_{}, undone_{}; ///< steps that undo and redo would mean, the next one last
};

} // namespace lapidary
