// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/json_row.h"
#include "core/base/quick_json.h"
#include "core/base/utf8.h"
#include <array>

namespace lapidary {
namespace {

const char *nameOf(JsonlField::Kind kind) {
    static constexpr std::array names = {worded("a text"), worded("a number"), worded("true or false"),
                                         worded("a list"), worded("an object")};
    return names[static_cast<std::size_t>(kind)];
}

bool hasKind(const Json &value, JsonlField::Kind kind) {
    switch (kind) {
    case JsonlField::Kind::Text:
        return value.is_string();
    case JsonlField::Kind::Number:
        return value.is_number();
    case JsonlField::Kind::Boolean:
        return value.is_boolean();
    case JsonlField::Kind::List:
        return value.is_array();
    case JsonlField::Kind::Object:
        return value.is_object();
    }
    return false;
}

/// A text with NUL inside breaks every C interface behind us; found in values and keys alike.
bool holdsNul(const Json &value) {
    if (value.is_string()) return value.get_ref<const std::string &>().find('\0') != std::string::npos;
    if (!value.is_structured()) return false;
    for (const auto &[key, member] : value.items())
        if (key.find('\0') != std::string::npos || holdsNul(member)) return true;
    return false;
}

Sentence byteName(char byte) {
    char text[8];
    std::snprintf(text, sizeof text, "0x%02X", static_cast<unsigned>(static_cast<unsigned char>(byte)));
    return {"byte {0}", std::string(text)};
}

std::optional<Error> problemOf(const Json &value, const JsonlLimits &limits) {
    if (!value.is_object())
        return Error{.code = "not_an_object",
                     .message = "the row is not an object",
                     .found = value.type_name(),
                     .expected = "{…}"};
    if (holdsNul(value))
        return Error{.code = "nul", .message = "a text with \\u0000 inside", .expected = "text without NUL"};
    for (const auto &field : limits.fields) {
        const auto it = value.find(field.name);
        if (it == value.end())
            return Error{.code = "missing_field",
                         .message = "a field is missing",
                         .field = field.name,
                         .found = "nothing",
                         .expected = nameOf(field.kind)};
        if (!hasKind(*it, field.kind))
            return Error{.code = "wrong_type",
                         .message = "a field is of the wrong type",
                         .field = field.name,
                         .found = it->type_name(),
                         .expected = nameOf(field.kind)};
    }
    return std::nullopt;
}

/// The JSON reader's error as a row's.
Error reason(const Error &error) {
    const auto dot = error.code.find('.');
    return {.code = error.code == "json.syntax" ? "invalid_json" : error.code.substr(dot + 1),
            .message = error.message,
            .line = error.line,
            .offset = error.offset};
}

Result<Json> parsed(std::string_view text, const JsonlLimits &limits) {
    if (const auto at = utf8::firstInvalid(text); at != std::string_view::npos)
        return fail({.code = "invalid_utf8",
                     .message = "the row is not UTF-8",
                     .offset = static_cast<std::int64_t>(at),
                     .found = byteName(text[at]),
                     .expected = "UTF-8",
                     .remedy = "Convert the file to UTF-8."});
    if (const auto at = text.find('\0'); at != std::string_view::npos)
        return fail({.code = "nul",
                     .message = "a NUL byte in the row",
                     .offset = static_cast<std::int64_t>(at),
                     .expected = "text"});
    auto value =
        parseExactJson(text, {.depth = limits.depth, .duplicateKeys = limits.duplicateKeys, .members = limits.keys});
    if (!value) return fail(reason(value.error()));
    if (auto problem = problemOf(*value, limits)) return fail(std::move(*problem));
    return value;
}

} // namespace

Result<Json> parseRow(std::string_view text, const JsonlLimits &limits, const std::string &prefix) {
    auto row = parsed(text, limits);
    if (row) return row;
    row.error().code = prefix + row.error().code;
    row.error().offset = std::max<std::int64_t>(row.error().offset, 0);
    return row;
}

} // namespace lapidary
