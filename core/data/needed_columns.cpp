// SPDX-License-Identifier: Apache-2.0
#include "core/data/needed_columns.h"
#include "core/config/field_rule.h"
#include "core/data/formats/jsonl.h"
#include "core/data/layouts/layout.h"

namespace lapidary {
namespace {

/// A text of blanks says nothing either.
bool saysNothing(const Json &cell) {
    if (cell.is_string()) return cell.get_ref<const std::string &>().find_first_not_of(" \t\r\n") == std::string::npos;
    return cell.is_null() || ((cell.is_array() || cell.is_object()) && cell.empty());
}

/// The first row without the column, and how many rows there are.
struct Lack {
    std::string columns{};
    std::int64_t line = 0, rows = 0;
};

Error errorOf(const Lack &lack, const NeededColumn &column, const fs::path &file) {
    return {.code = "data.no_column",
            .message = {"these settings need a column that a row does not have: {0}", column.name},
            .file = file.string(),
            .line = lack.line,
            .field = column.name,
            .found = column.everyRow ? Sentence{"the columns {0}", lack.columns}
                                     : Sentence{"in none of {0} rows; the first has {1}", lack.rows, lack.columns},
            .expected = Sentence::known(column.expected),
            .remedy = Sentence::known(column.remedy)};
}

/// Damaged rows are passed over: whoever learns from the file says what is wrong with them.
Status mustHave(const NeededColumn &column, const fs::path &file) {
    auto reader = openJsonlRows(file);
    if (!reader) return fail(reader.error());
    Lack lack;
    for (auto row = (*reader)->next();; row = (*reader)->next()) {
        if (!row) return fail(row.error());
        if (!*row) break;
        if (!(*row)->value) continue;
        const Json &value = *(*row)->value;
        const bool has = !saysNothing(columnOf(value, column.name)) ||
                         (!column.inTokens.empty() && !saysNothing(columnOf(value, column.inTokens)));
        if (has && !column.everyRow) return {};
        ++lack.rows;
        if (has || lack.line > 0) continue;
        lack.line = (*row)->line;
        for (const auto &[name, cell] : value.items()) lack.columns += (lack.columns.empty() ? "" : ", ") + name;
        if (column.everyRow) break;
    }
    return lack.line == 0 ? Status{} : fail(errorOf(lack, column, file));
}

} // namespace

Json columnOf(const Json &row, const std::string &name) {
    if (const auto own = row.find(name); own != row.end() && !own->is_null()) return *own;
    const auto others = row.find(kOtherColumns);
    return others != row.end() && others->is_object() ? others->value(name, Json()) : Json();
}

Status mustHaveColumns(const Port &port, const Json &config, const fs::path &rows) {
    for (const NeededColumn &column : port.columns)
        if (column.when.empty() || anyHolds(column.when, config))
            if (auto ok = mustHave(column, rows); !ok) return ok;
    return {};
}

} // namespace lapidary
