// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/token_ids.h"
#include "core/data/layouts/fields.h"

namespace lapidary {
namespace {

constexpr std::int64_t kNotLearnt = -100;

/// A list of whole numbers as long as the ids; empty where the row has none of that name.
Result<std::vector<std::int64_t>> besideIds(const Json &row, const std::string &key, std::size_t size) {
    std::vector<std::int64_t> values;
    const auto it = row.find(key);
    if (it == row.end() || it->is_null()) return values;
    if (!it->is_array() || it->size() != size)
        return fail({.code = "data.bad_row",
                     .message = "not as long as the ids",
                     .field = key,
                     .found = it->is_array() ? Sentence("{0} numbers", it->size()) : it->type_name(),
                     .expected = {"{0} numbers", size}});
    for (const auto &value : *it) {
        if (!value.is_number_integer() && !value.is_boolean())
            return fail(
                {.code = "data.bad_row", .message = "not a whole number", .field = key, .found = dumpJson(value)});
        values.push_back(value.is_boolean() ? value.get<bool>() : value.get<std::int64_t>());
    }
    return values;
}

bool holds(const Json &row) {
    return row.at("input_ids").is_array();
}

Result<Record> read(const Json &row) {
    auto tokens = tokensIn(row, "");
    if (!tokens) return unexpected(tokens.error());
    return named(row, std::move(*tokens));
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<TokenIds>(&record.what);
    if (!it) return std::nullopt;
    Json row = begun(record);
    putTokens(row, "", *it);
    return finished(std::move(row), record);
}

} // namespace

Result<std::vector<std::int64_t>> idsIn(const Json &row, const std::string &key) {
    const auto it = row.find(key);
    if (it == row.end() || !it->is_array())
        return fail({.code = "data.bad_row",
                     .message = "a list of token ids is missing",
                     .field = key,
                     .found = it == row.end() ? "nothing" : it->type_name(),
                     .expected = "a list of whole numbers"});
    std::vector<std::int64_t> ids;
    for (const auto &value : *it) {
        if (!value.is_number_integer() || value < 0 || value > INT32_MAX)
            return fail({.code = "data.bad_row",
                         .message = "not a token id",
                         .field = key,
                         .found = dumpJson(value),
                         .expected = "a whole number from 0"});
        ids.push_back(value.get<std::int64_t>());
    }
    return ids;
}

Result<TokenIds> tokensIn(const Json &row, const std::string &prefix) {
    const auto ids = idsIn(row, prefix + "input_ids");
    if (!ids) return unexpected(ids.error());
    const auto labels = besideIds(row, prefix + "labels", ids->size()),
               learnt = besideIds(row, prefix + "completion_mask", ids->size()),
               real = besideIds(row, prefix + "attention_mask", ids->size());
    for (const auto *list : {&labels, &learnt, &real})
        if (!*list) return unexpected(list->error());
    TokenIds out;
    for (std::size_t i = 0; i < ids->size(); ++i) {
        if (!real->empty() && (*real)[i] == 0) continue;
        const std::int64_t label = labels->empty() ? (*ids)[i] : (*labels)[i];
        if (label != kNotLearnt && label != (*ids)[i])
            return fail({.code = "data.bad_row",
                         .message = "a label is another token than the one in its place",
                         .field = prefix + "labels",
                         .found = std::to_string(label),
                         .expected = {"{0} or -100", (*ids)[i]}});
        out.ids.push_back((*ids)[i]);
        out.labels.push_back(learnt->empty() || (*learnt)[i] != 0 ? label : kNotLearnt);
    }
    return out;
}

void putTokens(Json &row, const std::string &prefix, const TokenIds &tokens) {
    row[prefix + "input_ids"] = tokens.ids;
    if (tokens.labels != tokens.ids) row[prefix + "labels"] = tokens.labels;
}

const Layout &tokenIdsLayout() {
    static const Layout layout{.name = "token_ids",
                               .summary = translated("Layout", "Token ids"),
                               .makes = "token_ids",
                               .columns = {{.name = "input_ids", .required = true, .kind = Column::Kind::Ids},
                                           kIdColumn,
                                           kReferenceColumn,
                                           {.name = "labels", .kind = Column::Kind::Ids},
                                           {.name = "completion_mask", .kind = Column::Kind::Ids},
                                           {.name = "attention_mask", .kind = Column::Kind::Ids}},
                               .read = read,
                               .write = write,
                               .example = {{"input_ids", {1, 5, 7, 2}}, {"labels", {-100, -100, 7, 2}}},
                               .holds = holds,
                               .imports = false};
    return layout;
}

} // namespace lapidary
