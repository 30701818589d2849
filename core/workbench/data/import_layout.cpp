// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/import_layout.h"
#include <algorithm>
#include <array>

namespace lapidary {
namespace {

/// A column's name without the blanks around it and without capital letters, as a spreadsheet may have it.
std::string plainName(std::string_view column) {
    static constexpr std::string_view kBlanks[] = {" ", "\t", "\r", "\n", "\u00A0", "\u200B", "\uFEFF"};
    for (std::size_t before = column.size() + 1; column.size() < before;) {
        before = column.size();
        for (const auto blank : kBlanks) {
            if (column.starts_with(blank)) column.remove_prefix(blank.size());
            if (column.ends_with(blank)) column.remove_suffix(blank.size());
        }
    }
    std::string out(column);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
    });
    return out;
}

std::string nameOf(const std::string &column, const ColumnMap &map) {
    const auto it = map.find(column);
    if (it != map.end() && it->second == kOtherColumns) return {};
    return it == map.end() ? plainName(column) : it->second;
}

/// Some layouts have capital letters and blanks in the names of their own.
bool isNamed(const std::string &column, std::string_view field, const ColumnMap &map) {
    return nameOf(column, map) == field || (!map.contains(column) && column == field);
}

/// What other programs call the fields, likelier names first.
constexpr std::pair<std::string_view, std::array<std::string_view, 8>> kOtherNames[] = {
    {"prompt", {"instruction", "question", "query", "problem", "input", "user", "source", "context"}},
    {"completion", {"output", "response", "answer", "completion", "target", "solution", "assistant", "reply"}},
    {"chosen",
     {"chosen", "preferred", "accepted", "winner", "better", "positive", "response_chosen", "chosen_response"}},
    {"rejected",
     {"rejected", "dispreferred", "refused", "loser", "worse", "negative", "response_rejected", "rejected_response"}},
    {"messages", {"messages", "conversation", "dialogue", "dialog", "chat", "turns", "history", "thread"}},
    {"text", {"text", "content", "document", "body", "story", "passage", "article", "sentence"}},
};

const std::string *likely(std::string_view field, const std::vector<std::string> &columns) {
    const auto hasName = [&](std::string_view name) {
        return std::find_if(columns.begin(), columns.end(),
                            [&](const auto &column) { return plainName(column) == name; });
    };
    if (const auto own = hasName(field); own != columns.end()) return &*own;
    for (const auto &[known, names] : kOtherNames)
        if (known == field)
            for (const auto name : names)
                if (const auto it = hasName(name); it != columns.end()) return &*it;
    return nullptr;
}

std::string joined(const std::vector<std::string> &names) {
    std::string out;
    for (const auto &name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
}

std::vector<std::string_view> requiredOf(const Layout &layout) {
    std::vector<std::string_view> names;
    for (const auto &column : layout.columns)
        if (column.required) names.push_back(column.name);
    return names;
}

/// The row under the names of the layout's columns.
Json renamed(const Json &row, const Layout &layout, const ColumnMap &map) {
    Json out = Json::object();
    for (const auto &field : layout.columns)
        for (const auto &[column, value] : row.items())
            if (isNamed(column, field.name, map) && !out.contains(field.name)) out[std::string(field.name)] = value;
    return out;
}

bool isComplete(const Json &row, const Layout &layout) {
    return std::all_of(layout.columns.begin(), layout.columns.end(),
                       [&](const Column &column) { return !column.required || row.contains(column.name); });
}

/// Single rows may be bad: they are listed.
bool mostHold(const Layout &layout, const std::vector<Json> &sample, const ColumnMap &map) {
    if (!layout.holds) return true;
    std::size_t complete = 0, fitting = 0;
    for (const auto &given : sample) {
        const Json row = renamed(given, layout, map);
        complete += isComplete(row, layout);
        fitting += fits(layout, row);
    }
    return 2 * fitting > complete;
}

/// The mapping that is probably meant: "--map instruction=prompt --map output=completion"; empty where nothing fits.
std::string likelyMapping(const std::vector<std::string> &columns) {
    for (const auto *layout : importLayouts()) {
        std::string out;
        std::vector<const std::string *> taken;
        const auto fields = requiredOf(*layout);
        for (const auto field : fields) {
            const std::string *column = likely(field, columns);
            if (!column || std::find(taken.begin(), taken.end(), column) != taken.end()) break;
            taken.push_back(column);
            if (*column != field) out += (out.empty() ? "--map " : " --map ") + *column + "=" + std::string(field);
        }
        if (taken.size() == fields.size()) return out;
    }
    return {};
}

} // namespace

const Layout *recogniseLayout(const std::vector<std::string> &columns, const ColumnMap &map,
                              const std::vector<Json> &sample) {
    const auto has = [&](std::string_view field) {
        return std::any_of(columns.begin(), columns.end(),
                           [&](const auto &column) { return isNamed(column, field, map); });
    };
    for (const auto *layout : importLayouts()) {
        const auto fields = requiredOf(*layout);
        if (std::all_of(fields.begin(), fields.end(), has) && mostHold(*layout, sample, map)) return layout;
    }
    return nullptr;
}

Status assignColumns(const fs::path &file, const Layout &layout, const ColumnMap &map, ImportPreview &out) {
    enum class Way { Said, Exact, Loose };
    std::map<std::string, std::string> taken; // field → column
    for (const Way way : {Way::Said, Way::Exact, Way::Loose})
        for (const auto &column : out.columns) {
            const std::string field = way == Way::Exact ? column : nameOf(column, map);
            if (map.contains(column) != (way == Way::Said) ||
                std::none_of(layout.columns.begin(), layout.columns.end(),
                             [&](const Column &each) { return each.name == field; }) ||
                out.map.contains(column))
                continue;
            const auto [it, isNew] = taken.emplace(field, column);
            if (isNew)
                out.map[column] = field;
            else if (way == Way::Said)
                return fail({.code = "import.two_columns",
                             .message = "two columns are to become the same field",
                             .file = file.string(),
                             .field = field,
                             .found = it->second + ", " + column,
                             .expected = "one of them"});
            if (isNew && way == Way::Loose)
                out.notes.push_back(
                    {.code = "import.column_name",
                     .message = {"the column is read as {0}, whose name it has but for blanks and capital letters",
                                 field},
                     .file = file.string(),
                     .field = "\"" + column + "\""});
        }
    return {};
}

namespace {

bool hasColumn(const Layout &layout, std::string_view field) {
    return std::any_of(layout.columns.begin(), layout.columns.end(),
                       [&](const Column &column) { return column.name == field; });
}

std::string fieldNames() {
    std::string out;
    for (const auto name : tableColumns()) out += (out.empty() ? "" : ", ") + std::string(name);
    return out;
}

} // namespace

Status mustBeFields(const fs::path &file, const ColumnMap &map) {
    for (const auto &[column, field] : map) {
        const bool known = field.empty() || field == kOtherColumns || field == "id" ||
                           std::any_of(layouts().begin(), layouts().end(),
                                       [&name = field](const Layout *layout) { return hasColumn(*layout, name); });
        if (!known)
            return fail({.code = "import.unknown_field",
                         .message = {"the column {0} is to become a field that rows do not have", column},
                         .file = file.string(),
                         .field = column,
                         .found = field,
                         .expected = {"one of {0}", fieldNames()}});
    }
    return {};
}

void tellUnread(const fs::path &file, const Layout &layout, const ColumnMap &map, ImportPreview &out) {
    for (const auto &[column, field] : map)
        if (!field.empty() && field != kOtherColumns && !out.map.contains(column))
            out.notes.push_back({.code = "import.map_unread",
                                 .message = {"rows of the layout {0} have no field {1}: the column is kept beside "
                                             "them, and nothing reads it",
                                             std::string(layout.name), field},
                                 .file = file.string(),
                                 .field = column,
                                 .expected = {"columns that together are one of {0}", columnsAskedFor()}});
    if (requiredOf(layout) != std::vector<std::string_view>{"prompt"}) return;
    const auto unread = out.unused();
    for (const std::string_view field : {"completion", "chosen", "rejected"})
        if (const std::string *column = likely(field, unread); column && !map.contains(*column))
            return out.notes.push_back({.code = "import.unread_answer",
                                        .message = {"the column is probably the {0}, and nothing reads it: the rows "
                                                    "are prompts alone",
                                                    std::string(field)},
                                        .file = file.string(),
                                        .field = *column,
                                        .remedy = {"Say so, as --map {0}={1}, or as --map {0}=reference for what "
                                                   "answers are compared with.",
                                                   *column, std::string(field)}});
}

Error unknownLayout(const fs::path &file, const std::vector<std::string> &columns) {
    Error error{.code = "import.layout",
                .message = "the layout of the rows was not recognised",
                .file = file.string(),
                .field = "layout",
                .found = columns.empty() ? Sentence("no columns") : Sentence("the columns {0}", joined(columns)),
                .expected = columnsAskedFor()};
    const std::string mapping = likelyMapping(columns);
    if (!mapping.empty())
        error.remedy = {"Say which column is which field, probably {0}", mapping};
    else
        error.remedy = {"Say which column is which field, as --map COLUMN=prompt; the fields are {0}", fieldNames()};
    return error;
}

std::vector<const Layout *> importLayouts() {
    std::vector<const Layout *> imported;
    for (const auto *layout : layouts())
        if (layout->imports) imported.push_back(layout);
    return imported;
}

} // namespace lapidary
