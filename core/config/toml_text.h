// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/spec.h"
#include "core/config/toml_scan.h"

namespace lapidary {

/// A TOML text that is changed where it stands: what a change does not name keeps its bytes, comments and order too.
/// Every change gives another text, which was read again and says exactly what the old one said, with the change; so a
/// text that is written in a way that is not understood here is refused (config.cannot_edit), never spoilt.
class TomlText {
public:
    /// config.syntax and the other errors of parseToml().
    static Result<TomlText> read(std::string text, const std::string &file = {});

    const std::string &text() const { return text_; }
    const std::string &file() const { return document_.file; }
    const Json &values() const { return document_.values; }
    const Document &document() const { return document_; }
    std::size_t count(const std::string &list) const; ///< elements of an array

    /// Gives a key a value: in its place where it has one, else behind the last of its table, whose header is made
    /// where there is none. The number behind the last element of an array adds one.
    Result<TomlText> set(const TomlPath &path, const Json &value) const;
    /// Takes away a key, an element of an array, or a table with what stands under it. config.unknown_key.
    Result<TomlText> remove(const TomlPath &path) const;
    /// Gives a key another name. config.unknown_key.
    Result<TomlText> rename(const TomlPath &path, const std::string &name) const;
    /// Adds an element to an array of tables, as text that begins with its [[header]]: behind element `behind` of that
    /// array, or where that is none, behind the last table under `afterTable` (empty: all).
    Result<TomlText> add(const std::string &list, const std::string &block, std::optional<std::size_t> behind,
                         const TomlPath &afterTable = {}) const;
    /// A table with its comments and all that stands under it, as it is written.
    std::string textOf(const TomlPath &path) const;

private:
    Result<TomlText> checked(std::string text, const Json &wanted) const;
    Error unknown(const TomlPath &path) const;
    std::string written(const TomlPath &path, const Json &value) const;
    std::string inTable(const TomlTable &table, const TomlPath &path, const Json &value) const;
    std::string newTable(const TomlPath &path, const Json &value) const;
    std::string insertedLines(std::size_t at, std::string lines) const;
    std::size_t endOf(const TomlPath &path) const;
    std::string newline() const;
    std::string text_{};
    Document document_{};
    std::vector<TomlTable> tables_{};
};

/// As it stands in a TOML file, on one line; null members are left out.
std::string tomlValue(const Json &value);
std::string tomlKey(const std::string &key);
/// The text of an element of an array of tables: first the keys of `order`, then the others, tables of it last.
std::string tomlElement(const std::string &list, const Json &table, const std::vector<std::string> &order);

} // namespace lapidary
