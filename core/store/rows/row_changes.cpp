// SPDX-License-Identifier: Apache-2.0
#include "core/store/rows/row_guard.h"
#include "core/store/rows/row_store.h"
#include "core/store/rows/row_writer.h"
#include <algorithm>
#include <chrono>

namespace lapidary {
namespace {

const char *word(bool on) {
    return on ? "true" : "false";
}

std::string pointerTo(const std::string &field) {
    return (Json::json_pointer() / field).to_string();
}

bool sameFields(const Json &a, const Json &b) {
    if (a.size() != b.size()) return false;
    for (auto left = a.begin(), right = b.begin(); left != a.end(); ++left, ++right)
        if (left.key() != right.key()) return false;
    return true;
}

/// What turns the one body into the other: field by field, or as a whole where fields came or went.
std::vector<RowEdit> editsBetween(const std::string &before, const Json &row) {
    const Json old = Json::parse(before);
    if (!sameFields(old, row)) return {{.part = "field", .before = before, .after = dumpJson(row)}};
    std::vector<RowEdit> out;
    for (auto left = old.begin(), right = row.begin(); left != old.end(); ++left, ++right)
        if (std::string from = dumpJson(*left), to = dumpJson(*right); from != to)
            out.push_back({.part = "field", .field = pointerTo(left.key()), .before = std::move(from), .after = to});
    return out;
}

/// The edits that a change comes to; none where it leaves the row as it is.
Result<std::vector<RowEdit>> editsOf(const RowState &state, const RowChange &change) {
    std::vector<RowEdit> out;
    if (change.row) {
        if (!change.row->is_object())
            return fail({.code = "rows.no_object",
                         .message = "a row must be an object",
                         .found = dumpJson(*change.row).substr(0, 100),
                         .expected = "{\"field\": …}"});
        out = editsBetween(*state.body, *change.row);
    }
    if (change.deleted && *change.deleted != state.deleted)
        out.push_back({.part = "deleted", .before = word(state.deleted), .after = word(*change.deleted)});
    const auto mark = [&](const std::vector<std::string> &tags, bool on) {
        for (const auto &tag : tags)
            if (std::binary_search(state.tags.begin(), state.tags.end(), tag) != on)
                out.push_back({.part = "tag", .field = tag, .before = word(!on), .after = word(on)});
    };
    mark(change.untag, false);
    mark(change.tag, true);
    return out;
}

/// A step while it is made: all of its edits in one transaction, its own line last.
class OpenStep {
public:
    OpenStep(SQLite::Database &database, RowStep step)
        : transaction_(database, SQLite::TransactionBehavior::IMMEDIATE), writer(database), step_(std::move(step)) {
        step_.firstEdit = writer.nextEdit();
        step_.time = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    }

    Status take(std::int64_t row, const RowState &before, std::vector<RowEdit> edits) {
        if (edits.empty()) return {};
        RowState after = before;
        for (RowEdit &edit : edits) {
            edit.step = step_.seq;
            edit.row = row;
            if (auto done = apply(after, edit, true); !done) return done;
            writer.log(edit);
        }
        writer.write(row, before, after);
        ++step_.rows;
        return {};
    }

    /// Nothing is written where nothing has changed.
    RowStep commit() {
        step_.lastEdit = writer.nextEdit() - 1;
        if (step_.rows == 0) return {};
        writer.log(step_);
        transaction_.commit();
        return step_;
    }

private:
    SQLite::Transaction transaction_;

public:
    RowWriter writer;

private:
    RowStep step_;
};

RowStep readStep(SQLite::Statement &row) {
    return {.seq = row.getColumn(0).getInt64(),
            .kind = row.getColumn(1).getString(),
            .meant = row.getColumn(2).getInt64(),
            .rows = row.getColumn(3).getInt64(),
            .what = row.getColumn(4).getString(),
            .who = row.getColumn(5).getString(),
            .time = row.getColumn(6).getDouble(),
            .firstEdit = row.getColumn(7).getInt64(),
            .lastEdit = row.getColumn(8).getInt64()};
}
constexpr const char *kSteps = "SELECT seq, kind, meant, rows, what, who, time, first_edit, last_edit FROM steps ";

std::vector<RowStep> readSteps(SQLite::Statement &rows) {
    std::vector<RowStep> out;
    while (rows.executeStep()) out.push_back(readStep(rows));
    return out;
}

RowEdit readEdit(SQLite::Statement &row) {
    const auto text = [&](int column) -> std::optional<std::string> {
        if (row.getColumn(column).isNull()) return std::nullopt;
        return row.getColumn(column).getString();
    };
    return {.seq = row.getColumn(0).getInt64(),
            .step = row.getColumn(1).getInt64(),
            .row = row.getColumn(2).getInt64(),
            .part = row.getColumn(3).getString(),
            .field = row.getColumn(4).getString(),
            .before = text(5),
            .after = text(6)};
}
constexpr const char *kEdits = "SELECT seq, step, row, part, field, before, after FROM edits ";

RowStep stepOf(SQLite::Database &database, std::int64_t seq) {
    SQLite::Statement rows(database, std::string(kSteps) + "WHERE seq = ?");
    rows.bind(1, seq);
    return rows.executeStep() ? readStep(rows) : RowStep{};
}

} // namespace

Status RowStore::loadHistory() {
    SQLite::Statement rows(*database_, "SELECT seq, kind, meant FROM steps ORDER BY seq");
    while (rows.executeStep())
        note({.seq = rows.getColumn(0).getInt64(),
              .kind = rows.getColumn(1).getString(),
              .meant = rows.getColumn(2).getInt64()});
    return {};
}

void RowStore::note(const RowStep &step) {
    lastStep_ = step.seq;
    const bool undo = step.kind == "undo";
    if (undo || step.kind == "redo") {
        auto &from = undo ? done_ : undone_;
        if (!from.empty()) from.pop_back();
        (undo ? undone_ : done_).push_back(step.meant);
        return;
    }
    undone_.clear();
    done_.push_back(step.seq);
}

Result<RowStep> RowStore::change(const RowStep &asked, std::span<const std::int64_t> ids,
                                 const std::function<Result<RowChange>(const StoredRow &)> &change,
                                 const StoreWork &work) {
    return guardedRows(database_->getFilename(), [&]() -> Result<RowStep> {
        RowStep begun = asked;
        begun.seq = lastStep_ + 1;
        OpenStep step(*database_, begun);
        for (std::int64_t done = 0; const std::int64_t id : ids) {
            const RowState state = step.writer.read(id);
            if (!state.body)
                return fail({.code = "rows.no_row",
                             .message = "there is no such row",
                             .file = database_->getFilename(),
                             .found = std::to_string(id)});
            const auto wanted = change({id, *state.body, state.deleted, state.tags});
            if (!wanted) return unexpected(wanted.error());
            auto edits = editsOf(state, *wanted);
            if (!edits) return unexpected(edits.error());
            if (auto taken = step.take(id, state, std::move(*edits)); !taken) return unexpected(taken.error());
            if (auto on = goOn(work, ++done); !on) return unexpected(on.error());
        }
        RowStep made = step.commit();
        if (made.seq > 0) note(made);
        return made;
    });
}

Result<RowStep> RowStore::add(const RowStep &asked, std::span<const Json> rows) {
    return guardedRows(database_->getFilename(), [&]() -> Result<RowStep> {
        RowStep begun = asked;
        begun.seq = lastStep_ + 1;
        OpenStep step(*database_, begun);
        std::int64_t id = step.writer.nextRow();
        for (const Json &row : rows) {
            if (!row.is_object())
                return fail({.code = "rows.no_object",
                             .message = "a row must be an object",
                             .found = dumpJson(row).substr(0, 100),
                             .expected = "{\"field\": …}"});
            if (auto taken = step.take(id++, {}, {{.part = "field", .after = dumpJson(row)}}); !taken)
                return unexpected(taken.error());
        }
        RowStep made = step.commit();
        if (made.seq > 0) note(made);
        return made;
    });
}

/// The edits of the meant step, the other way round for an undo, are the edits of a new one.
Result<std::optional<RowStep>> RowStore::turn(const char *kind, std::int64_t meant, const std::string &who,
                                              const StoreWork &work) {
    return guardedRows(database_->getFilename(), [&]() -> Result<std::optional<RowStep>> {
        const bool back = std::string_view(kind) == "undo";
        const RowStep old = stepOf(*database_, meant);
        OpenStep step(*database_, {.seq = lastStep_ + 1, .kind = kind, .meant = meant, .who = who});
        SQLite::Statement edits(*database_, std::string(kEdits) + "WHERE seq BETWEEN ? AND ? ORDER BY seq " +
                                                (back ? "DESC" : "ASC"));
        edits.bind(1, old.firstEdit);
        edits.bind(2, old.lastEdit);
        std::vector<RowEdit> ofRow;
        std::int64_t done = 0;
        const auto settle = [&]() -> Status {
            if (ofRow.empty()) return {};
            const std::int64_t row = ofRow.front().row;
            auto taken = step.take(row, step.writer.read(row), std::exchange(ofRow, {}));
            return taken ? goOn(work, ++done) : taken;
        };
        while (edits.executeStep()) { // those of a row stand together
            RowEdit edit = readEdit(edits);
            if (!ofRow.empty() && ofRow.front().row != edit.row)
                if (auto settled = settle(); !settled) return unexpected(settled.error());
            ofRow.push_back(back ? opposite(edit) : std::move(edit));
        }
        if (auto settled = settle(); !settled) return unexpected(settled.error());
        RowStep made = step.commit();
        note(made);
        return std::optional(made);
    });
}

Result<std::optional<RowStep>> RowStore::undo(const std::string &who, const StoreWork &work) {
    if (done_.empty()) return std::optional<RowStep>{};
    return turn("undo", done_.back(), who, work);
}
Result<std::optional<RowStep>> RowStore::redo(const std::string &who, const StoreWork &work) {
    if (undone_.empty()) return std::optional<RowStep>{};
    return turn("redo", undone_.back(), who, work);
}

Result<std::vector<RowStep>> RowStore::steps(std::int64_t before, std::int64_t count) {
    return guardedRows(database_->getFilename(), [&]() -> Result<std::vector<RowStep>> {
        SQLite::Statement rows(*database_, std::string(kSteps) + "WHERE seq < ? ORDER BY seq DESC LIMIT ?");
        rows.bind(1, before > 0 ? before : INT64_MAX);
        rows.bind(2, count);
        return readSteps(rows);
    });
}

Result<std::vector<RowEdit>> RowStore::editsOfRow(std::int64_t row) {
    return guardedRows(database_->getFilename(), [&]() -> Result<std::vector<RowEdit>> {
        SQLite::Statement rows(*database_, std::string(kEdits) + "WHERE row = ? ORDER BY seq");
        rows.bind(1, row);
        std::vector<RowEdit> out;
        while (rows.executeStep()) out.push_back(readEdit(rows));
        return out;
    });
}

Result<std::vector<RowEdit>> RowStore::editsOfStep(std::int64_t step, std::int64_t first, std::int64_t count) {
    return guardedRows(database_->getFilename(), [&]() -> Result<std::vector<RowEdit>> {
        const RowStep made = stepOf(*database_, step);
        SQLite::Statement rows(*database_, std::string(kEdits) + "WHERE seq BETWEEN ? AND ? ORDER BY seq LIMIT ?");
        rows.bind(1, made.firstEdit + first);
        rows.bind(2, made.seq > 0 ? made.lastEdit : -1);
        rows.bind(3, count);
        std::vector<RowEdit> out;
        while (rows.executeStep()) out.push_back(readEdit(rows));
        return out;
    });
}

} // namespace lapidary
