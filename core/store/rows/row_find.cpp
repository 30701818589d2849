// SPDX-License-Identifier: Apache-2.0
#include "core/store/rows/row_find.h"
#include "core/base/utf8.h"
#include "core/store/rows/row_text.h"
#include "core/store/rows/row_writer.h"
#include <charconv>
#include <set>
#include <sqlite3.h>

namespace lapidary {
namespace {

std::string_view textOf(sqlite3_value *value) {
    const auto *text = reinterpret_cast<const char *>(sqlite3_value_text(value)); // before its size is asked
    return text ? std::string_view(text, static_cast<std::size_t>(sqlite3_value_bytes(value))) : std::string_view();
}

/// Behind the closing mark of the JSON text that begins here.
std::size_t endOfText(std::string_view value) {
    std::size_t at = 1;
    while (at < value.size() && value[at] != '"') at += value[at] == '\\' ? 2 : 1;
    return std::min(at + 1, value.size());
}

/// lapidary_says(body, needle): whether a text of the row has the folded needle in it.
void says(sqlite3_context *context, int, sqlite3_value **values) {
    const std::string_view needle = textOf(values[1]);
    bool found = false;
    forEachText(textOf(values[0]),
                [&](std::string_view text) { found = found || folded(text).find(needle) != std::string::npos; });
    sqlite3_result_int(context, found ? 1 : 0);
}

/// lapidary_contains(cell, needle): the same of one value.
void contains(sqlite3_context *context, int, sqlite3_value **values) {
    sqlite3_result_int(context, folded(textOf(values[0])).find(textOf(values[1])) != std::string::npos ? 1 : 0);
}

/// lapidary_column(columns, '"3":'): the value under a key of a flat object that dumpJson() wrote. Within a text there
/// would be a backslash before the second quotation mark, so the key is found without reading what is before it; this
/// takes a fifth of the time of json_extract.
void column(sqlite3_context *context, int, sqlite3_value **values) {
    const std::string_view columns = textOf(values[0]), key = textOf(values[1]);
    const auto at = columns.find(key);
    if (at == columns.npos) return sqlite3_result_null(context);
    const std::string_view value = columns.substr(at + key.size());
    if (value.starts_with('"')) {
        bool first = true; // the text, and not those of the columns behind it
        forEachText(value.substr(0, endOfText(value)), [&](std::string_view text) {
            if (first) sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
            first = false;
        });
        return;
    }
    if (value.starts_with('t') || value.starts_with('f')) return sqlite3_result_int(context, value[0] == 't' ? 1 : 0);
    const std::string_view number = value.substr(0, value.find_first_of(",}"));
    const auto isAll = [&](const std::from_chars_result &read) {
        return read.ec == std::errc() && read.ptr == number.data() + number.size();
    };
    const char *begin = number.data(), *end = begin + number.size();
    if (std::int64_t whole = 0; isAll(std::from_chars(begin, end, whole))) return sqlite3_result_int64(context, whole);
    if (double real = 0; isAll(std::from_chars(begin, end, real))) return sqlite3_result_double(context, real);
    sqlite3_result_null(context);
}

/// lapidary_cell(body, column): the same of a column whose texts are too long to be kept apart.
void cell(sqlite3_context *context, int, sqlite3_value **values) {
    const auto row = parseJson(textOf(values[0]), {.depth = 128});
    if (!row) return sqlite3_result_null(context);
    const std::string_view wanted = textOf(values[1]);
    for (const auto &[name, value] : columnsOf(*row)) {
        if (name != wanted) continue;
        if (value->is_string()) {
            const auto &text = value->get_ref<const std::string &>();
            return sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
        }
        if (value->is_boolean()) return sqlite3_result_int(context, value->get<bool>() ? 1 : 0);
        if (value->is_number_float()) return sqlite3_result_double(context, value->get<double>());
        return sqlite3_result_int64(context, value->get<std::int64_t>());
    }
    sqlite3_result_null(context);
}

/// SQL with the values that stand for its question marks, in their order.
struct Clause {
    std::string sql{};
    std::vector<Json> values{};
    Clause &operator+=(const Clause &next) {
        sql += next.sql;
        values.insert(values.end(), next.values.begin(), next.values.end());
        return *this;
    }
};

struct Field {
    std::int64_t id = 0;
    std::string name{};
    bool isLong = false;
};

Error noColumn(const std::string &wanted, const std::vector<Field> &fields) {
    std::string all;
    for (const auto &field : fields) {
        if (all.size() > 300) {
            all += ", …";
            break;
        }
        all += (all.empty() ? "" : ", ") + field.name;
    }
    return {.code = "rows.no_column",
            .message = "the rows have no such column",
            .field = wanted,
            .found = wanted,
            .expected = all,
            .remedy = "A column is a field that holds one text, number or truth value."};
}

/// A field by its name, or by its last part where only one object has such a member.
Result<Field> fieldNamed(SQLite::Database &database, const std::string &wanted) {
    std::vector<Field> fields, ends;
    SQLite::Statement rows(database, "SELECT id, name, long FROM fields ORDER BY id");
    while (rows.executeStep()) {
        fields.push_back(
            {rows.getColumn(0).getInt64(), rows.getColumn(1).getString(), rows.getColumn(2).getInt() != 0});
        if (fields.back().name == wanted) return fields.back();
        if (fields.back().name.ends_with("." + wanted)) ends.push_back(fields.back());
    }
    if (ends.size() == 1) return ends.front();
    if (ends.size() > 1)
        return fail({.code = "rows.two_columns",
                     .message = "several columns end with this name",
                     .field = wanted,
                     .found = {"{0} and {1}", ends[0].name, ends[1].name},
                     .expected = "the whole name of one of them"});
    if (fields.size() >= kMostFields) return Field{0, wanted, true}; // those behind the last stand in the rows alone
    return fail(noColumn(wanted, fields));
}

Result<Clause> cellOf(SQLite::Database &database, const std::string &column) {
    const auto field = fieldNamed(database, column);
    if (!field) return unexpected(field.error());
    if (field->isLong) return Clause{"lapidary_cell((SELECT body FROM bodies WHERE id = r.id), ?)", {field->name}};
    return Clause{"lapidary_column(r.columns, '\"" + std::to_string(field->id) + "\":')", {}};
}

/// A number in a table of texts is a text: both are equal to it.
Clause equal(const Clause &cell, const Json &value) {
    Clause out{"(", {}};
    out += cell;
    out += Clause{" IS ?", {value}};
    if (value.is_number()) {
        out += Clause{" OR ", {}};
        out += cell;
        out += Clause{" IS ?", {dumpJson(value)}};
    }
    return out += Clause{")", {}};
}

Clause compared(const Clause &cell, const char *sign, const Json &value) {
    Clause out{"(typeof(", {}};
    out += cell;
    out += Clause{value.is_number() ? ") IN ('integer', 'real') AND " : ") = 'text' AND ", {}};
    out += cell;
    return out += Clause{std::string(" ") + sign + " ?)", {value}};
}

Result<Clause> tested(SQLite::Database &database, const ColumnTest &test) {
    auto cell = cellOf(database, test.column);
    if (!cell) return cell;
    switch (test.is) {
    case ColumnTest::Is::Equal:
        return equal(*cell, test.value);
    case ColumnTest::Is::Unequal:
        return Clause{"NOT ", {}} += equal(*cell, test.value);
    case ColumnTest::Is::Less:
        return compared(*cell, "<", test.value);
    case ColumnTest::Is::Greater:
        return compared(*cell, ">", test.value);
    case ColumnTest::Is::Containing: {
        const std::string needle =
            test.value.is_string() ? test.value.get_ref<const std::string &>() : dumpJson(test.value);
        Clause out{"lapidary_contains(", {}};
        out += *cell;
        return out += Clause{", ?)", {folded(needle)}};
    }
    case ColumnTest::Is::Missing:
        break;
    }
    Clause out = *cell;
    return out += Clause{" IS NULL", {}};
}

/// Every three characters behind one another, each quoted: the rows that have them all are those in question.
std::string threes(const std::string &needle) {
    constexpr std::size_t kMost = 32; // more would hardly leave out another row
    std::vector<std::size_t> starts;
    for (std::size_t at = 0; at < needle.size(); at += static_cast<std::size_t>(utf8::sequenceLength(needle, at)))
        starts.push_back(at);
    starts.push_back(needle.size());
    std::set<std::string> parts;
    for (std::size_t i = 0; i + 3 < starts.size() && parts.size() < kMost; ++i)
        parts.insert(needle.substr(starts[i], starts[i + 3] - starts[i]));
    std::string out;
    for (const auto &part : parts) {
        out += out.empty() ? "\"" : " AND \"";
        for (const char c : part) out += c == '"' ? std::string("\"\"") : std::string(1, c);
        out += '"';
    }
    return out;
}

Clause saying(SQLite::Database &database, const std::string &words) {
    const std::string needle = folded(words);
    Clause out;
    if (const std::string parts = threes(needle); !parts.empty()) {
        const RowIndexed indexed = rowsIndexed(database);
        if (indexed.last >= indexed.rows)
            out += Clause{" AND r.id IN (SELECT rowid FROM words WHERE words MATCH ?)", {parts}};
        else if (indexed.last > 0)
            out += Clause{" AND (r.id > ? OR r.id IN (SELECT rowid FROM words WHERE words MATCH ?))",
                          {indexed.last, parts}};
    }
    return out += Clause{" AND lapidary_says((SELECT body FROM bodies WHERE id = r.id), ?)", {needle}};
}

void bindValues(SQLite::Statement &statement, const std::vector<Json> &values) {
    for (int at = 1; const Json &value : values) {
        if (value.is_boolean())
            statement.bind(at, value.get<bool>() ? 1 : 0);
        else if (value.is_number_float())
            statement.bind(at, value.get<double>());
        else if (value.is_number())
            statement.bind(at, value.get<std::int64_t>());
        else if (value.is_null())
            statement.bind(at);
        else
            statement.bind(at, value.is_string() ? value.get<std::string>() : dumpJson(value));
        ++at;
    }
}

} // namespace

RowIndexed rowsIndexed(SQLite::Database &database) {
    RowIndexed out;
    SQLite::Statement last(database, "SELECT value FROM facts WHERE name = 'indexed'");
    if (last.executeStep()) out.last = last.getColumn(0).getInt64();
    out.rows = database.execAndGet("SELECT coalesce(max(id), 0) FROM rows").getInt64();
    return out;
}

void addRowFunctions(SQLite::Database &database) {
    database.createFunction("lapidary_says", 2, true, nullptr, says);
    database.createFunction("lapidary_contains", 2, true, nullptr, contains);
    database.createFunction("lapidary_column", 2, true, nullptr, column);
    database.createFunction("lapidary_cell", 2, true, nullptr, cell);
}

Result<SQLite::Statement> statementFor(SQLite::Database &database, const RowQuery &query) {
    Clause all{"SELECT r.id FROM rows r WHERE r.deleted = ?", {query.deleted ? 1 : 0}};
    for (const auto &tag : query.tags) all += Clause{" AND r.id IN (SELECT row FROM tags WHERE tag = ?)", {tag}};
    for (const auto &tag : query.withoutTags)
        all += Clause{" AND NOT EXISTS (SELECT 1 FROM tags t WHERE t.tag = ? AND t.row = r.id)", {tag}};
    for (const auto &test : query.columns) {
        auto clause = tested(database, test);
        if (!clause) return unexpected(clause.error());
        (all += Clause{" AND ", {}}) += *clause;
    }
    if (!query.words.empty()) all += saying(database, query.words); // behind the filters, which cost less
    all += Clause{" ORDER BY ", {}};
    if (!query.orderBy.empty()) {
        auto by = cellOf(database, query.orderBy);
        if (!by) return unexpected(by.error());
        all += *by;
        all += Clause{" IS NULL, ", {}};
        all += *by;
        all += Clause{query.descending ? " DESC, " : ", ", {}};
    }
    all += Clause{query.descending && query.orderBy.empty() ? "r.id DESC" : "r.id", {}};
    SQLite::Statement statement(database, all.sql);
    bindValues(statement, all.values);
    return statement;
}

} // namespace lapidary
