// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/config/spec.h"
#include <algorithm>
#include <cctype>
#include <optional>
#include <sstream>
#include <toml++/toml.h>

namespace lapidary {
namespace {

Json fromToml(const toml::node &node, const std::string &path, Document &document) {
    document.lines[path] = static_cast<int>(node.source().begin.line);
    const auto below = [&](const std::string &key) { return path.empty() ? key : path + "." + key; };
    if (const auto *table = node.as_table()) {
        Json out = Json::object();
        for (const auto &[key, value] : *table) {
            const std::string name(key.str());
            out[name] = fromToml(value, below(name), document);
            document.lines[below(name)] = static_cast<int>(key.source().begin.line);
        }
        return out;
    }
    if (const auto *array = node.as_array()) {
        Json out = Json::array();
        for (const auto &value : *array) {
            const std::string index = std::to_string(out.size());
            out.push_back(fromToml(value, below(index), document));
        }
        return out;
    }
    if (const auto value = node.value_exact<std::string>()) return *value;
    if (const auto value = node.value_exact<bool>()) return *value;
    if (const auto value = node.value_exact<std::int64_t>()) return *value;
    if (const auto value = node.value_exact<double>()) return *value;
    std::ostringstream text; // dates and times: kept as their text
    node.visit([&](const auto &n) { text << n; });
    return text.str();
}

void fill(toml::table &table, const Json &values);

void add(toml::array &array, const Json &values) {
    for (const auto &value : values) {
        if (value.is_object()) {
            toml::table nested;
            fill(nested, value);
            array.push_back(std::move(nested));
        } else if (value.is_array()) {
            toml::array nested;
            add(nested, value);
            array.push_back(std::move(nested));
        } else if (value.is_string())
            array.push_back(value.get<std::string>());
        else if (value.is_boolean())
            array.push_back(value.get<bool>());
        else if (value.is_number_integer())
            array.push_back(value.get<std::int64_t>());
        else if (value.is_number())
            array.push_back(value.get<double>());
    }
}

void fill(toml::table &table, const Json &values) {
    for (const auto &[key, value] : values.items()) {
        if (value.is_object()) {
            toml::table nested;
            fill(nested, value);
            table.insert(key, std::move(nested));
        } else if (value.is_array()) {
            toml::array nested;
            add(nested, value);
            table.insert(key, std::move(nested));
        } else if (value.is_string())
            table.insert(key, value.get<std::string>());
        else if (value.is_boolean())
            table.insert(key, value.get<bool>());
        else if (value.is_number_integer())
            table.insert(key, value.get<std::int64_t>());
        else if (value.is_number())
            table.insert(key, value.get<double>());
        // null has no TOML form: an absent key says the same
    }
}

constexpr std::size_t kMostKeyParts = 16;

/// The first byte of a dotted key ("a.b.c") of more parts than any setting has. Each part is a table in a table, and
/// the library bounds the nesting of values only: a key of a few thousand parts would overflow the stack.
std::optional<std::size_t> tooLongKey(std::string_view text) {
    std::size_t parts = 0, begin = 0;
    bool dotted = false; // the last thing that was no blank is a dot behind a part
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool quote = c == '"' || c == '\'';
        if (quote || std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-') {
            if (!dotted) parts = 0, begin = i;
            dotted = false;
            if (++parts > kMostKeyParts) return begin;
            if (quote) {
                while (i + 1 < text.size() && text[++i] != c && text[i] != '\n')
                    i += c == '"' && text[i] == '\\' ? 1 : 0;
            } else {
                while (i + 1 < text.size() && (std::isalnum(static_cast<unsigned char>(text[i + 1])) ||
                                               text[i + 1] == '_' || text[i + 1] == '-'))
                    ++i;
            }
        } else if (c == '.') {
            dotted = parts > 0 && !dotted;
            if (!dotted) parts = 0;
        } else if (c != ' ' && c != '\t') {
            dotted = false;
            parts = 0;
        }
    }
    return std::nullopt;
}

/// Tables within tables: what is read must fit into keys again when it is written.
std::size_t depthOf(const Json &value) {
    std::size_t deepest = 0;
    if (value.is_structured())
        for (const auto &each : value) deepest = std::max(deepest, depthOf(each));
    return deepest + (value.is_object() ? 1 : 0);
}

/// A key that the library would write so that it cannot be read again: with quotes, backslashes or control characters.
std::optional<std::string> oddKey(const Json &value) {
    if (!value.is_structured()) return std::nullopt;
    for (const auto &[key, each] : value.items()) {
        if (std::any_of(key.begin(), key.end(),
                        [](unsigned char c) { return c < ' ' || c == 0x7F || c == '\'' || c == '"' || c == '\\'; }))
            return key;
        if (auto deeper = oddKey(each)) return deeper;
    }
    return std::nullopt;
}

} // namespace

Result<Document> parseToml(std::string_view text, const std::string &file) {
    Document document{.file = file};
    if (const auto at = tooLongKey(text))
        return fail({.code = "config.too_deep",
                     .message = "a key has too many parts",
                     .file = file,
                     .line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(*at), '\n'),
                     .offset = static_cast<std::int64_t>(*at),
                     .found = std::string(text.substr(*at, 60)),
                     .expected = {"at most {0} parts with dots between them", kMostKeyParts}});
    try {
        const toml::table table = toml::parse(text, file);
        document.values = fromToml(table, "", document);
        if (const auto key = oddKey(document.values))
            return fail({.code = "config.bad_key",
                         .message = "a key holds quotes, backslashes or control characters",
                         .file = file,
                         .found = *key,
                         .expected = "letters, digits, spaces and other marks"});
        if (depthOf(document.values) > kMostKeyParts)
            return fail({.code = "config.too_deep",
                         .message = "tables lie within tables without end",
                         .file = file,
                         .expected = {"at most {0} within each other", kMostKeyParts}});
    } catch (const toml::parse_error &error) {
        return fail({.code = "config.syntax",
                     .message = std::string(error.description()),
                     .file = file,
                     .line = static_cast<std::int64_t>(error.source().begin.line),
                     .expected = "TOML 1.0"});
    }
    return document;
}

Result<Document> readDocument(const std::string &path) {
    auto text = readFile(path);
    if (!text) return unexpected(text.error());
    if (path.ends_with(".toml")) return parseToml(*text, path);
    Document document{.file = path};
    auto values = parseJson(*text, {}, path, &document.lines);
    if (!values) return unexpected(values.error());
    document.values = std::move(*values);
    return document;
}

std::string writeToml(const Json &values) {
    toml::table table;
    fill(table, values);
    std::ostringstream out;
    // Plain quoted texts only: the library writes a text of many apostrophes as a literal that ends at the first three.
    using Flags = toml::format_flags;
    out << toml::toml_formatter(table, toml::toml_formatter::default_flags &
                                           ~(Flags::allow_literal_strings | Flags::allow_multi_line_strings))
        << "\n";
    return out.str();
}

} // namespace lapidary
