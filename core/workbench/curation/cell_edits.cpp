// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/curation/cell_edits.h"
#include "core/workbench/curation/row_edits.h"
#include <algorithm>

namespace lapidary {

std::string pointerOf(const Json &row, const std::string &column) {
    if (row.contains(column)) return (Json::json_pointer() / column).to_string();
    for (std::size_t dot = column.find('.'); dot != column.npos; dot = column.find('.', dot + 1))
        if (const auto field = row.find(column.substr(0, dot)); field != row.end() && field->is_object())
            return (Json::json_pointer() / column.substr(0, dot) / column.substr(dot + 1)).to_string();
    return (Json::json_pointer() / column).to_string(); // a field that the row gets
}

Result<Json> typedValue(const Json &before, const std::string &text) {
    const auto value = parseJson(text, {.depth = 128});
    if (before.is_structured()) {
        if (value && value->type() == before.type()) return *value;
        return fail(
            {.code = "curation.no_json",
             .message = "a list or an object stands here, and what was typed is none",
             .found = text.substr(0, 100),
             .expected = before.is_array() ? Sentence("a list in JSON: [ … ]") : Sentence("an object in JSON: { … }")});
    }
    if (before.is_string() || !value) return Json(text);
    const bool same = before.is_number() ? value->is_number() : before.type() == value->type();
    return same ? *value : Json(text);
}

Result<RowStep> editCell(RowStore &rows, std::int64_t row, const std::string &column, const std::string &text,
                         const std::string &who) {
    const auto page = rows.page(std::span(&row, 1));
    if (!page) return unexpected(page.error());
    const auto body = parseJson(page->front().body, {.depth = 128});
    if (!body) return unexpected(body.error());
    const std::string pointer = pointerOf(*body, column);
    const Json::json_pointer place(pointer);
    auto value = typedValue(body->contains(place) ? body->at(place) : Json(""), text);
    if (!value) {
        value.error().field = column;
        return unexpected(value.error());
    }
    return editField(rows, row, pointer, *value, who);
}

Result<RowStep> setTags(RowStore &rows, std::int64_t row, const std::vector<std::string> &tags,
                        const std::string &who) {
    const Json what = {{"row", row}, {"tags", tags}};
    return rows.change({.kind = "tags", .what = dumpJson(what), .who = who}, std::span(&row, 1),
                       [&](const StoredRow &each) -> Result<RowChange> {
                           RowChange change{.tag = tags};
                           for (const auto &old : each.tags)
                               if (std::find(tags.begin(), tags.end(), old) == tags.end()) change.untag.push_back(old);
                           return change;
                       });
}

} // namespace lapidary
