// SPDX-License-Identifier: Apache-2.0
#include "core/config/toml_text.h"
#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

namespace lapidary {
namespace {

constexpr std::size_t kNowhere = std::string::npos;

std::string dotted(const TomlPath &path, std::size_t from = 0) {
    std::string out;
    for (std::size_t i = from; i < path.size(); ++i) out += (out.empty() ? "" : ".") + tomlKey(path[i]);
    return out;
}

bool isNumber(const std::string &part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), [](unsigned char c) { return std::isdigit(c); });
}

Json *below(Json &value, const std::string &part) {
    if (value.is_array()) {
        const std::size_t index = isNumber(part) && part.size() < 9 ? std::stoul(part) : kNowhere;
        return index < value.size() ? &value[index] : nullptr;
    }
    return value.is_object() && value.contains(part) ? &value[part] : nullptr;
}

/// Where tables and lists without anything in them are left out: a header that nothing stands under says nothing.
nlohmann::json plain(const Json &value) {
    if (value.is_object()) {
        nlohmann::json out = nlohmann::json::object();
        for (const auto &[key, each] : value.items())
            if (auto kept = plain(each); !(kept.is_structured() && kept.empty())) out[key] = std::move(kept);
        return out;
    }
    if (value.is_number_float() && std::isnan(value.get<double>())) return "nan"; // which equals nothing, itself either
    if (!value.is_array()) return nlohmann::json(value);
    nlohmann::json out = nlohmann::json::array();
    for (const auto &each : value) out.push_back(plain(each));
    return out;
}

void put(Json &values, const TomlPath &path, const Json &value) {
    Json *at = &values;
    for (const std::string &part : path) {
        if (at->is_array() && isNumber(part) && part == std::to_string(at->size())) at->push_back(nullptr);
        Json *next = below(*at, part);
        if (!next && at->is_array()) return; // what is checked afterwards differs
        at = next ? next : &(*at)[part];
    }
    *at = value;
}

bool takeOut(Json &values, const TomlPath &path) {
    Json *at = &values;
    for (std::size_t i = 0; i + 1 < path.size(); ++i)
        if (!(at = below(*at, path[i]))) return false;
    if (!below(*at, path.back())) return false;
    if (at->is_array())
        at->erase(std::stoul(path.back()));
    else
        at->erase(path.back());
    return true;
}

/// The item of the longest way towards `path`, and the setting that it stands in.
struct Found {
    const TomlSetting *setting = nullptr;
    const TomlItem *item = nullptr, *in = nullptr; ///< in: what the item stands in, where that is a value
};
Found towards(const std::vector<TomlTable> &tables, const TomlPath &path) {
    for (const TomlTable &table : tables)
        for (const TomlSetting &setting : table.settings) {
            if (!beginsWith(path, setting.item.path)) continue;
            Found found{&setting, &setting.item, nullptr};
            for (bool deeper = true; deeper;) {
                deeper = false;
                for (const TomlItem &item : found.item->items)
                    if (beginsWith(path, item.path)) {
                        found.in = found.item;
                        found.item = &item;
                        deeper = true;
                        break;
                    }
            }
            return found;
        }
    return {};
}

/// An item of an array or inline table with the comma that it no longer needs.
TomlSpan withComma(const TomlItem &in, const TomlItem &item) {
    const auto number = static_cast<std::size_t>(&item - in.items.data());
    const auto begin = [](const TomlItem &each) { return each.key.end > 0 ? each.key.begin : each.value.begin; };
    if (number + 1 < in.items.size()) return {begin(item), begin(in.items[number + 1])};
    return {number > 0 ? in.items[number - 1].value.end : begin(item), item.value.end};
}

/// The blank lines behind a place, where blank lines (or nothing) stand before it too.
std::size_t pastBlankLines(const std::string &text, std::size_t begin, std::size_t end) {
    const bool before =
        begin == 0 || (begin >= 2 && text[begin - 1] == '\n' &&
                       (text[begin - 2] == '\n' || (begin >= 3 && text.compare(begin - 3, 3, "\n\r\n") == 0)));
    while (before && end < text.size()) {
        std::size_t line = end;
        while (line < text.size() && (text[line] == ' ' || text[line] == '\t' || text[line] == '\r')) ++line;
        if (line < text.size() && text[line] != '\n') break;
        end = std::min(line + 1, text.size());
    }
    return end;
}

/// Without blank lines at the end that nothing stands behind any more.
void takeAway(std::string &text, std::vector<TomlSpan> gone) {
    std::sort(gone.begin(), gone.end(), [](const TomlSpan &a, const TomlSpan &b) { return a.begin > b.begin; });
    std::size_t kept = text.size(); // what begins here is away already
    for (const TomlSpan &span : gone) {
        const std::size_t end = std::min(span.end, kept);
        if (span.begin >= end) continue;
        const bool last = end == text.size();
        text.erase(span.begin, end - span.begin);
        kept = span.begin;
        while (last && text.ends_with("\n\n")) text.pop_back();
        while (last && text.ends_with("\n\r\n")) text.resize(text.size() - 2);
    }
}

} // namespace

Result<TomlText> TomlText::read(std::string text, const std::string &file) {
    auto document = parseToml(text, file);
    if (!document) return unexpected(document.error());
    TomlText out;
    out.tables_ = scanToml(text);
    out.text_ = std::move(text);
    out.document_ = std::move(*document);
    return out;
}

std::size_t TomlText::count(const std::string &list) const {
    const auto it = values().find(list);
    return it != values().end() && it->is_array() ? it->size() : 0;
}

std::string TomlText::newline() const {
    const auto first = text_.find('\n');
    return first != kNowhere && first > 0 && text_[first - 1] == '\r' ? "\r\n" : "\n";
}

Error TomlText::unknown(const TomlPath &path) const {
    return {.code = "config.unknown_key",
            .message = "there is nothing of this name",
            .file = file(),
            .field = dotted(path),
            .expected = "a key or a table of the file"};
}

Result<TomlText> TomlText::checked(std::string text, const Json &wanted) const {
    auto out = read(std::move(text), file());
    if (out && plain(out->values()) == plain(wanted)) return out;
    return fail({.code = "config.cannot_edit",
                 .message = "this is written in a way that cannot be changed here without changing something else",
                 .file = file(),
                 .found = out ? Sentence("other values after the change") : told(out.error()),
                 .remedy = "Change it in a text editor; what is open here follows."});
}

std::size_t TomlText::endOf(const TomlPath &path) const {
    std::size_t end = kNowhere;
    for (const TomlTable &table : tables_)
        if (beginsWith(table.path, path)) end = table.end;
    return end;
}

/// `lines` end with the file's own newline; what stands before gets one where it has none.
std::string TomlText::insertedLines(std::size_t at, std::string lines) const {
    std::string out = text_;
    std::string joined;
    for (std::size_t i = 0; i < lines.size(); ++i)
        joined += lines[i] == '\n' && (i == 0 || lines[i - 1] != '\r') ? newline() : std::string(1, lines[i]);
    const bool open = at > 0 && out[at - 1] != '\n';
    out.insert(at, (open ? newline() : "") + joined);
    return out;
}

std::string TomlText::inTable(const TomlTable &table, const TomlPath &path, const Json &value) const {
    std::size_t at = table.path.empty() && table.settings.empty() ? table.end : table.body, begin = table.header;
    if (!table.settings.empty()) {
        at = table.settings.back().lines.end;
        begin = table.settings.back().lines.begin;
    }
    std::string indent;
    while (begin < text_.size() && (text_[begin] == ' ' || text_[begin] == '\t')) indent += text_[begin++];
    return insertedLines(at, indent + dotted(path, table.path.size()) + " = " + tomlValue(value) + "\n");
}

/// [stage.config] behind all that its stage says; [models] behind what the beginning of the file says.
std::string TomlText::newTable(const TomlPath &path, const Json &value) const {
    const TomlPath parent(path.begin(), path.end() - 1);
    TomlPath said;
    for (std::size_t i = 0; i < parent.size(); ++i)
        if (i % 2 == 0 || !isNumber(parent[i])) said.push_back(parent[i]);
    std::size_t at = tables_.front().end;
    if (parent.size() > 1) at = endOf(TomlPath(parent.begin(), parent.end() - 1));
    if (at == kNowhere) return text_;
    const std::string line = "[" + dotted(said) + "]\n" + tomlKey(path.back()) + " = " + tomlValue(value) + "\n";
    const bool apart = parent.size() == 1 && at > 0;
    const bool crowded = apart && at < text_.size() && text_[at] != '\n' && text_[at] != '\r';
    return insertedLines(at, (apart ? "\n" : "") + line + (crowded ? "\n" : ""));
}

std::string TomlText::written(const TomlPath &path, const Json &value) const {
    std::string out = text_;
    if (const Found found = towards(tables_, path); found.item) {
        const TomlItem &item = *found.item;
        const TomlSpan span = item.value;
        if (item.path.size() == path.size()) return out.replace(span.begin, span.end - span.begin, tomlValue(value));
        if (item.kind == ' ') return out;
        const std::string key = item.kind == '{' ? dotted(path, item.path.size()) + " = " : "";
        const std::string close = item.kind == '{' && item.items.empty() ? " }" : "";
        const std::size_t at = item.items.empty() ? span.begin + 1 : item.items.back().value.end;
        const std::string before = !item.items.empty() ? ", " : item.kind == '{' ? " " : "";
        if (!close.empty()) return out.replace(at, span.end - at, before + key + tomlValue(value) + close);
        return out.insert(at, before + key + tomlValue(value));
    }
    const TomlPath parent(path.begin(), path.end() - 1);
    for (const TomlTable &table : tables_)
        if (table.path == parent) return inTable(table, path, value);
    const TomlTable *within = nullptr; // "config.beta = 0.1" behind "config.seed = 1"
    std::size_t behind = 0;
    for (const TomlTable &table : tables_)
        for (const TomlSetting &setting : table.settings)
            if (!parent.empty() && setting.item.path.size() > parent.size() && beginsWith(setting.item.path, parent)) {
                within = &table;
                behind = setting.lines.end;
            }
    if (within) return insertedLines(behind, dotted(path, within->path.size()) + " = " + tomlValue(value) + "\n");
    return newTable(path, value);
}

Result<TomlText> TomlText::set(const TomlPath &path, const Json &value) const {
    if (path.empty()) return fail(unknown(path));
    Json wanted = values();
    put(wanted, path, value);
    return checked(written(path, value), wanted);
}

Result<TomlText> TomlText::remove(const TomlPath &path) const {
    Json wanted = values();
    if (path.empty() || !takeOut(wanted, path)) return fail(unknown(path));
    std::vector<TomlSpan> gone;
    if (const Found found = towards(tables_, path); found.item && found.item->path == path)
        gone.push_back(found.in ? withComma(*found.in, *found.item) : found.setting->lines);
    for (const TomlTable &table : tables_) {
        const bool under = beginsWith(table.path, path);
        if (under) gone.push_back({table.begin, pastBlankLines(text_, table.begin, table.end)});
        for (const TomlSetting &setting : table.settings)
            if (!under && setting.item.path.size() > path.size() && beginsWith(setting.item.path, path))
                gone.push_back(setting.lines);
    }
    std::string out = text_;
    takeAway(out, std::move(gone));
    const TomlPath parent(path.begin(), path.end() - 1);
    auto done = checked(std::move(out), wanted);
    if (!done || parent.size() < 2 || isNumber(parent.back())) return done;
    Json rest = done->values(); // a header that nothing stands under any more goes, too
    for (const std::string &part : parent)
        if (const Json *next = below(rest, part))
            rest = Json(*next);
        else
            return done;
    return rest.is_object() && rest.empty() ? done->remove(parent) : done;
}

Result<TomlText> TomlText::rename(const TomlPath &path, const std::string &name) const {
    const Found found = towards(tables_, path);
    Json wanted = values();
    if (path.empty() || !found.item || found.item->path != path || found.item->key.end == 0) return fail(unknown(path));
    Json *value = &wanted;
    for (const std::string &part : path) value = below(*value, part);
    const Json kept = *value;
    takeOut(wanted, path);
    TomlPath renamed = path;
    renamed.back() = name;
    put(wanted, renamed, kept);
    std::string out = text_;
    const TomlSpan key = found.item->key;
    return checked(out.replace(key.begin, key.end - key.begin, tomlKey(name)), wanted);
}

Result<TomlText> TomlText::add(const std::string &list, const std::string &block, std::optional<std::size_t> behind,
                               const TomlPath &afterTable) const {
    const auto read = parseToml(block, file());
    if (!read) return unexpected(read.error());
    const Json added = read->values.value(list, Json::array());
    Json wanted = values();
    if (!wanted.contains(list)) wanted[list] = Json::array();
    const std::size_t index = behind ? *behind + 1 : wanted[list].size();
    if (!added.is_array() || added.size() != 1 || !wanted[list].is_array() || index > wanted[list].size())
        return fail(unknown({list}));
    wanted[list].insert(wanted[list].begin() + static_cast<std::ptrdiff_t>(index), added[0]);
    std::size_t at = behind ? endOf({list, std::to_string(*behind)}) : endOf(afterTable);
    if (at == kNowhere) at = tables_.back().end;
    std::string lines = block;
    if (lines.empty() || lines.back() != '\n') lines += "\n";
    return checked(insertedLines(at, (at > 0 ? "\n" : "") + lines), wanted);
}

std::string TomlText::textOf(const TomlPath &path) const {
    std::string out;
    for (const TomlTable &table : tables_)
        if (beginsWith(table.path, path)) {
            out += text_.substr(table.begin, table.end - table.begin);
            if (!out.empty() && out.back() != '\n') out += newline();
        }
    return out;
}

} // namespace lapidary
