// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/fields.h"
#include <charconv>
#include <cmath>

namespace lapidary {
namespace {

/// The cell, or null where it is not there.
const Json *cell(const Json &row, std::string_view name) {
    const auto it = row.find(std::string(name));
    return it == row.end() || it->is_null() ? nullptr : &*it;
}

std::optional<bool> flagIn(const Json &value) {
    if (value.is_boolean()) return value.get<bool>();
    for (const auto &[word, meant] : {std::pair{"true", true},
                                      {"True", true},
                                      {"TRUE", true},
                                      {"false", false},
                                      {"False", false},
                                      {"FALSE", false}})
        if (value == word) return meant;
    return std::nullopt;
}

Result<std::optional<std::string>> nameField(const Json &row, std::string_view name) {
    const Json *value = cell(row, name);
    if (!value) return std::nullopt;
    if (value->is_string()) return value->get<std::string>();
    if (value->is_number()) return dumpJson(*value);
    return fail(wrongType(name, *value, "text"));
}

} // namespace

Error wrongType(std::string_view name, const Json &found, Sentence expected) {
    return {.code = "row.wrong_type",
            .message = "a field is of the wrong type",
            .field = std::string(name),
            .found = found.type_name(),
            .expected = std::move(expected)};
}

Result<std::string> textField(const Json &row, std::string_view name) {
    const Json *value = cell(row, name);
    if (!value)
        return fail({.code = "row.missing",
                     .message = "a field is missing",
                     .field = std::string(name),
                     .found = "nothing",
                     .expected = "text"});
    if (!value->is_string()) return fail(wrongType(name, *value, "text"));
    return value->get<std::string>();
}

Result<std::string> wordsField(const Json &row, std::string_view name) {
    auto text = textField(row, name);
    if (text && text->find_first_not_of(" \t\r\n") == std::string::npos)
        return fail({.code = "row.empty",
                     .message = "nothing could be learnt from an empty text",
                     .field = std::string(name),
                     .found = dumpJson(Json(*text)),
                     .expected = "text"});
    return text;
}

Result<std::optional<std::string>> optionalText(const Json &row, std::string_view name) {
    if (!cell(row, name)) return std::nullopt;
    auto text = textField(row, name);
    if (!text) return unexpected(text.error());
    return std::optional(std::move(*text));
}

Result<std::vector<std::string>> textsField(const Json &row, std::string_view name, std::size_t least,
                                            std::size_t most) {
    const Json *list = cell(row, name);
    if (!list)
        return fail({.code = "row.missing",
                     .message = "a field is missing",
                     .field = std::string(name),
                     .found = "nothing",
                     .expected = "a list of texts"});
    if (!list->is_array()) return fail(wrongType(name, *list, "a list of texts"));
    if (list->size() < least || list->size() > most) {
        Error error = wrongType(name, *list, {"at least {0} texts", least});
        if (list->size() > most) error.expected = {"at most {0} texts", most};
        error.found = {"{0} of them", list->size()};
        return fail(std::move(error));
    }
    std::vector<std::string> out;
    for (const Json &each : *list) {
        if (!each.is_string())
            return fail(wrongType(std::string(name) + "[" + std::to_string(out.size()) + "]", each, "text"));
        out.push_back(each.get<std::string>());
    }
    return out;
}

bool isFlag(const Json &cell) {
    return flagIn(cell).has_value();
}

Result<bool> flagField(const Json &row, std::string_view name, bool otherwise) {
    const Json *value = cell(row, name);
    if (!value) return otherwise;
    if (const auto said = flagIn(*value)) return *said;
    Error error = wrongType(name, *value, "true or false");
    error.found = dumpJson(*value);
    return fail(std::move(error));
}

Result<bool> givenFlag(const Json &row, std::string_view name) {
    if (cell(row, name)) return flagField(row, name, false);
    return fail({.code = "row.missing",
                 .message = "a field is missing",
                 .field = std::string(name),
                 .found = "nothing",
                 .expected = "true or false"});
}

Result<double> numberField(const Json &row, std::string_view name, double otherwise) {
    const Json *value = cell(row, name);
    if (!value) return otherwise;
    if (value->is_number()) return value->get<double>();
    if (value->is_string()) {
        const auto &text = value->get_ref<const std::string &>();
        double number = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
        if (read.ec == std::errc() && read.ptr == text.data() + text.size() && std::isfinite(number)) return number;
    }
    Error error = wrongType(name, *value, "a number");
    error.found = dumpJson(*value);
    return fail(std::move(error));
}

Result<Record> named(const Json &row, decltype(Record::what) what) {
    auto id = nameField(row, kIdColumn.name), reference = nameField(row, kReferenceColumn.name);
    if (!id) return unexpected(id.error());
    if (!reference) return unexpected(reference.error());
    Record record{std::move(*id), std::move(*reference), std::move(what)};
    for (const auto &[name, kept] : {std::pair{kOtherColumns, &record.other}, {kOriginalCells, &record.original}}) {
        const Json *held = cell(row, name);
        if (held && !held->is_object()) return fail(wrongType(name, *held, "an object"));
        if (held && !held->empty()) *kept = *held;
    }
    return record;
}

Json begun(const Record &record) {
    Json row = Json::object();
    if (record.id) row["id"] = *record.id;
    return row;
}

Json finished(Json row, const Record &record) {
    if (record.reference) row["reference"] = *record.reference;
    return withOther(std::move(row), record);
}

Json withOther(Json row, const Record &record) {
    if (!record.other.is_null()) row[kOtherColumns] = record.other;
    if (!record.original.is_null()) row[kOriginalCells] = record.original;
    return row;
}

std::optional<Json> ifSame(Json row, const Record &record, Result<Record> (*read)(const Json &row)) {
    const auto again = read(row);
    return again && *again == record ? std::optional(std::move(row)) : std::nullopt;
}

std::optional<PlainDemonstration> plainDemonstration(const Record &record) {
    const auto *it = std::get_if<Demonstration>(&record.what);
    if (!it) return std::nullopt;
    auto prompt = plainText(it->prompt), completion = plainText(it->completion);
    if (!prompt || !completion) return std::nullopt;
    return PlainDemonstration{std::move(*prompt), std::move(*completion), it->terminated};
}

} // namespace lapidary
