// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace lapidary {

/// Keys from the top on, and the numbers of elements of arrays: {"stage", "2", "config", "beta"}.
using TomlPath = std::vector<std::string>;
bool beginsWith(const TomlPath &path, const TomlPath &with);

/// Where something stands in a text: bytes from `begin` up to `end`.
struct TomlSpan {
    std::size_t begin = 0, end = 0;
};

/// A value, or what stands in an array or an inline table.
struct TomlItem {
    TomlPath path{};
    TomlSpan key{};                ///< the last part of its key; empty for an element of an array
    TomlSpan value{};              ///< from the first to the last mark of the value
    char kind = ' ';               ///< '[' an array, '{' an inline table, ' ' anything else
    std::vector<TomlItem> items{}; ///< of these two
};

/// `key = value`, with all of its lines.
struct TomlSetting {
    TomlSpan lines{};
    TomlItem item{};
};

/// A header with what stands under it. The first of a text has no header.
struct TomlTable {
    TomlPath path{};
    std::size_t begin = 0;  ///< of the header, or of the comments right above it
    std::size_t header = 0; ///< its line
    std::size_t body = 0;   ///< the line behind it
    std::size_t end = 0;    ///< behind its last setting and the comments right below that
    std::vector<TomlSetting> settings{};
};

/// Where everything of a text stands, in its order. The text must be one that parseToml() takes.
std::vector<TomlTable> scanToml(std::string_view text);

} // namespace lapidary
