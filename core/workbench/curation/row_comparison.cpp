// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/curation/row_comparison.h"
#include <algorithm>

namespace lapidary {
namespace {

bool isThere(const std::optional<StoredRow> &row) {
    return row && !row->deleted;
}

Result<Json> fieldsOf(const std::optional<StoredRow> &row) {
    if (!isThere(row)) return Json::object();
    auto body = parseJson(row->body, {.depth = 128});
    if (body && !body->is_object())
        return fail({.code = "rows.no_object",
                     .message = "a row must be an object",
                     .field = std::to_string(row->id),
                     .found = row->body.substr(0, 100)});
    return body;
}

std::optional<Json> valueIn(const Json &row, const std::string &field) {
    const auto it = row.find(field);
    return it == row.end() ? std::nullopt : std::optional<Json>(*it);
}

/// The bit of a field, and one more row in which it changed.
std::uint64_t note(RowsBetween &out, const std::string &field) {
    auto at = std::find_if(out.fields.begin(), out.fields.end(), [&](const auto &each) { return each.first == field; });
    if (at == out.fields.end()) at = out.fields.insert(at, {field, 0});
    ++at->second;
    const auto place = static_cast<std::size_t>(at - out.fields.begin());
    return place < RowsBetween::kMostFields ? std::uint64_t{1} << place : 0;
}

Status count(RowsBetween &out, const RowStore::Difference &each) {
    using Kind = RowsBetween::Kind;
    RowsBetween::Row row{.id = each.row};
    const bool before = isThere(each.before), after = isThere(each.after);
    if (!before && !after) return {};
    if (before != after) {
        row.kind = after ? Kind::Added : Kind::Removed;
        ++(after ? out.added : out.removed);
        out.rows.push_back(row);
        return {};
    }
    const auto changes = fieldChanges(each.before, each.after);
    if (!changes) return unexpected(changes.error());
    bool changed = false;
    for (const FieldChange &change : *changes) {
        if (change.isTags) continue;
        changed = true;
        row.fields |= note(out, change.field);
    }
    // Other words for the same values, or a field in another place, are no change that a person means.
    if (!changed && changes->empty()) return {};
    row.kind = changed ? Kind::Changed : Kind::Tagged;
    ++(changed ? out.changed : out.tagged);
    out.rows.push_back(row);
    return {};
}

} // namespace

Result<RowsBetween> compareRows(RowStore &rows, std::int64_t from, std::int64_t to, const StoreWork &work) {
    RowsBetween out;
    const auto told = rows.difference(
        from, to, [&](const RowStore::Difference &each) { return count(out, each); }, work);
    if (!told) return unexpected(told.error());
    return out;
}

Result<std::vector<FieldChange>> fieldChanges(const std::optional<StoredRow> &before,
                                              const std::optional<StoredRow> &after) {
    const auto old = fieldsOf(before), now = fieldsOf(after);
    if (!old) return unexpected(old.error());
    if (!now) return unexpected(now.error());
    std::vector<FieldChange> out;
    const auto compare = [&](const std::string &field) {
        FieldChange change{.field = field, .before = valueIn(*old, field), .after = valueIn(*now, field)};
        if (change.before != change.after) out.push_back(std::move(change));
    };
    for (const auto &[field, value] : now->items()) compare(field);
    for (const auto &[field, value] : old->items())
        if (!now->contains(field)) compare(field);
    const auto tagsOf = [](const std::optional<StoredRow> &row) {
        return isThere(row) && !row->tags.empty() ? std::optional<Json>(row->tags) : std::nullopt;
    };
    FieldChange tags{.field = "tags", .before = tagsOf(before), .after = tagsOf(after), .isTags = true};
    if (tags.before != tags.after) out.push_back(std::move(tags));
    return out;
}

} // namespace lapidary
