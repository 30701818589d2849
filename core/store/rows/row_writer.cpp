// SPDX-License-Identifier: Apache-2.0
#include "core/store/rows/row_writer.h"
#include "core/store/rows/row_text.h"
#include <SQLiteCpp/VariadicBind.h>
#include <algorithm>

namespace lapidary {
namespace {

std::optional<std::string> textAt(SQLite::Statement &row, int column) {
    if (row.getColumn(column).isNull()) return std::nullopt;
    return row.getColumn(column).getString();
}

SQLite::Statement &ready(SQLite::Statement &statement) {
    statement.reset();
    statement.clearBindings();
    return statement;
}

void bindText(SQLite::Statement &statement, int at, const std::optional<std::string> &text) {
    if (text)
        statement.bind(at, *text);
    else
        statement.bind(at);
}

} // namespace

Status apply(RowState &state, const RowEdit &edit, bool forward) {
    const auto &value = forward ? edit.after : edit.before;
    if (edit.part == "field" && edit.field.empty()) {
        state.body = value;
        return {};
    }
    if (edit.part == "field") {
        auto row = parseJson(state.body.value_or("null"), {.depth = 128});
        if (!row) return unexpected(row.error());
        auto cell = parseJson(value.value_or("null"), {.depth = 128});
        if (!cell) return unexpected(cell.error());
        (*row)[Json::json_pointer(edit.field)] = std::move(*cell);
        state.body = dumpJson(*row);
        return {};
    }
    const bool on = value == "true";
    if (edit.part == "deleted") {
        state.deleted = on;
        return {};
    }
    const auto at = std::lower_bound(state.tags.begin(), state.tags.end(), edit.field);
    const bool has = at != state.tags.end() && *at == edit.field;
    if (on && !has) state.tags.insert(at, edit.field);
    if (!on && has) state.tags.erase(at);
    return {};
}

RowEdit opposite(const RowEdit &edit) {
    RowEdit out = edit;
    std::swap(out.before, out.after);
    return out;
}

RowStateReader::RowStateReader(SQLite::Database &database)
    : row_(database, "SELECT b.body, r.deleted FROM rows r JOIN bodies b ON b.id = r.id WHERE r.id = ?"),
      tags_(database, "SELECT tag FROM tags WHERE row = ? ORDER BY tag") {}

RowState RowStateReader::read(std::int64_t id) {
    RowState state;
    ready(row_).bind(1, id);
    if (row_.executeStep()) {
        state.body = textAt(row_, 0);
        state.deleted = row_.getColumn(1).getInt() != 0;
    }
    row_.reset();
    ready(tags_).bind(1, id);
    while (tags_.executeStep()) state.tags.push_back(tags_.getColumn(0).getString());
    tags_.reset();
    return state;
}

RowWriter::RowWriter(SQLite::Database &database)
    : database_(database), reader_(database),
      putRow_(database, "INSERT INTO rows (id, deleted, columns) VALUES (?, 0, ?) "
                        "ON CONFLICT (id) DO UPDATE SET columns = excluded.columns"),
      putBody_(database, "INSERT OR REPLACE INTO bodies (id, body) VALUES (?, ?)"),
      putDeleted_(database, "UPDATE rows SET deleted = ? WHERE id = ?"),
      dropRow_(database, "DELETE FROM rows WHERE id = ?"), dropBody_(database, "DELETE FROM bodies WHERE id = ?"),
      addTag_(database, "INSERT OR IGNORE INTO tags (tag, row) VALUES (?, ?)"),
      dropTag_(database, "DELETE FROM tags WHERE tag = ? AND row = ?"),
      addWords_(database, "INSERT INTO words (rowid, text) VALUES (?, ?)"),
      dropWords_(database, "INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)"),
      addEdit_(database, "INSERT INTO edits (seq, step, row, part, field, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)"),
      addStep_(database, "INSERT INTO steps (seq, kind, meant, rows, what, who, time, first_edit, last_edit) "
                         "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      addField_(database, "INSERT INTO fields (id, name, long) VALUES (?, ?, ?) "
                          "ON CONFLICT (id) DO UPDATE SET long = max(long, excluded.long)") {
    SQLite::Statement fields(database, "SELECT id, name, long FROM fields");
    while (fields.executeStep())
        fields_[fields.getColumn(1).getString()] = {fields.getColumn(0).getInt64(), fields.getColumn(2).getInt() != 0};
    nextEdit_ = database.execAndGet("SELECT coalesce(max(seq), 0) + 1 FROM edits").getInt64();
    SQLite::Statement indexed(database, "SELECT value FROM facts WHERE name = 'indexed'");
    if (indexed.executeStep()) indexed_ = indexed.getColumn(0).getInt64();
}

void RowWriter::insert(std::int64_t id, const Json &row) {
    insert(id, row, dumpJson(row));
}

void RowWriter::insert(std::int64_t id, const Json &row, const std::string &body) {
    SQLite::bind(ready(putRow_), id, columnsJson(row));
    putRow_.exec();
    SQLite::bind(ready(putBody_), id, body);
    putBody_.exec();
}

void RowWriter::write(std::int64_t id, const RowState &before, const RowState &after) {
    if (before.body != after.body) {
        if (before.body && id <= indexed_) {
            SQLite::bind(ready(dropWords_), id, foldedTexts(*before.body));
            dropWords_.exec();
        }
        if (!after.body)
            for (auto *drop : {&dropRow_, &dropBody_}) {
                ready(*drop).bind(1, id);
                drop->exec();
            }
        else {
            insert(id, Json::parse(*after.body));
            if (id <= indexed_) index(id, *after.body);
        }
    }
    if (after.body && before.deleted != after.deleted) {
        SQLite::bind(ready(putDeleted_), after.deleted ? 1 : 0, id);
        putDeleted_.exec();
    }
    const auto put = [&](const RowState &there, const RowState &other, SQLite::Statement &statement) {
        for (const auto &tag : there.tags)
            if (!std::binary_search(other.tags.begin(), other.tags.end(), tag)) {
                SQLite::bind(ready(statement), tag, id);
                statement.exec();
            }
    };
    put(before, after, dropTag_);
    put(after, before, addTag_);
}

void RowWriter::log(const RowEdit &edit) {
    auto &add = ready(addEdit_);
    SQLite::bind(add, nextEdit_++, edit.step, edit.row, edit.part, edit.field);
    bindText(add, 6, edit.before);
    bindText(add, 7, edit.after);
    add.exec();
}

void RowWriter::log(const RowStep &step) {
    SQLite::bind(ready(addStep_), step.seq, step.kind, step.meant, step.rows, step.what, step.who, step.time,
                 step.firstEdit, step.lastEdit);
    addStep_.exec();
}

void RowWriter::index(std::int64_t id, std::string_view body) {
    SQLite::bind(ready(addWords_), id, foldedTexts(body));
    addWords_.exec();
}

void RowWriter::setIndexed(std::int64_t id) {
    SQLite::Statement put(database_, "INSERT OR REPLACE INTO facts (name, value) VALUES ('indexed', ?)");
    put.bind(1, std::to_string(id));
    put.exec();
    indexed_ = id;
}

std::int64_t RowWriter::nextRow() {
    return database_
        .execAndGet(
            "SELECT max((SELECT coalesce(max(id), 0) FROM rows), (SELECT coalesce(max(row), 0) FROM edits)) + 1")
        .getInt64();
}

std::int64_t RowWriter::fieldId(const std::string &name, bool isLong) {
    if (fields_.size() >= kMostFields && !fields_.contains(name)) return 0;
    const auto next = static_cast<std::int64_t>(fields_.size()) + 1;
    const auto [it, isNew] = fields_.try_emplace(name, next, isLong);
    if (isNew || (isLong && !it->second.second)) {
        it->second.second = it->second.second || isLong;
        SQLite::bind(ready(addField_), it->second.first, name, it->second.second ? 1 : 0);
        addField_.exec();
    }
    return it->second.first;
}

std::string RowWriter::columnsJson(const Json &row) {
    Json columns = Json::object();
    for (const auto &[name, value] : columnsOf(row)) {
        const bool isLong = value->is_string() && value->get_ref<const std::string &>().size() > kLongestColumn;
        const auto id = fieldId(name, isLong);
        if (!isLong && id > 0) columns[std::to_string(id)] = *value;
    }
    return dumpJson(columns);
}

} // namespace lapidary
