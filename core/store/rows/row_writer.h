// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/rows/row_values.h"
#include <SQLiteCpp/SQLiteCpp.h>
#include <unordered_map>

namespace lapidary {

/// All that a row is at one moment; no body where there is no such row.
struct RowState {
    std::optional<std::string> body{};
    bool deleted = false;
    std::vector<std::string> tags{}; ///< in alphabetical order
};
/// The edit is done to it, or taken back. Errors: json.* of a damaged database.
Status apply(RowState &state, const RowEdit &edit, bool forward);
RowEdit opposite(const RowEdit &edit);

/// Reads whole rows by their ids. Throws what SQLite throws.
class RowStateReader {
public:
    explicit RowStateReader(SQLite::Database &database);
    RowState read(std::int64_t id);

private:
    SQLite::Statement row_, tags_;
};

/// Statements that change the tables of rows, within a transaction of the caller's. Throws what SQLite throws.
class RowWriter {
public:
    explicit RowWriter(SQLite::Database &database);

    RowState read(std::int64_t id) { return reader_.read(id); }
    /// Brings the tables from one state of the row to another.
    void write(std::int64_t id, const RowState &before, const RowState &after);
    void insert(std::int64_t id, const Json &row);                          ///< a new row, undeleted and without tags
    void insert(std::int64_t id, const Json &row, const std::string &body); ///< the same; `body`: the row as it is kept
    void log(const RowEdit &edit);                                          ///< gives it the next number
    void log(const RowStep &step);
    void index(std::int64_t id, std::string_view body);

    std::int64_t nextEdit() const { return nextEdit_; }
    std::int64_t nextRow();
    std::int64_t indexed() const { return indexed_; } ///< rows up to this id are in the index of words
    void setIndexed(std::int64_t id);

private:
    std::string columnsJson(const Json &row);
    std::int64_t fieldId(const std::string &name, bool isLong);

    SQLite::Database &database_;
    RowStateReader reader_;
    SQLite::Statement putRow_, putBody_, putDeleted_, dropRow_, dropBody_, addTag_, dropTag_, addWords_, dropWords_,
        addEdit_, addStep_, addField_;
    std::unordered_map<std::string, std::pair<std::int64_t, bool>> fields_{};
    std::int64_t nextEdit_ = 1, indexed_ = 0;
};

} // namespace lapidary
