// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/json_object.h"
#include "core/base/quick_json.h"
#include "core/base/unpacked_file.h"
#include "core/data/formats/foreign_kind.h"
#include "core/data/formats/json_row.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr std::size_t kMost = 256u << 20;

bool isScalar(const Json &value) {
    return value.is_string() || value.is_number() || value.is_boolean();
}

/// The row with what stands beside it or above it, under names that it does not have itself.
Json withScalars(Json row, const Json &above) {
    for (const auto &[name, value] : above.items())
        if (isScalar(value) && !row.contains(name)) row[name] = value;
    return row;
}

const Json *listIn(const Json &object, const char *name) {
    if (!object.is_object()) return nullptr;
    const auto it = object.find(name);
    return it != object.end() && it->is_array() ? &*it : nullptr;
}

/// SQuAD's nesting; nothing where it is none.
std::vector<Json> questionsIn(const Json &whole) {
    std::vector<Json> rows;
    const Json *articles = listIn(whole, "data");
    for (const Json &article : articles ? *articles : Json::array()) {
        const Json *paragraphs = listIn(article, "paragraphs");
        for (const Json &paragraph : paragraphs ? *paragraphs : Json::array()) {
            const Json *questions = listIn(paragraph, "qas");
            for (const Json &question : questions ? *questions : Json::array())
                rows.push_back(question.is_object() ? withScalars(withScalars(question, paragraph), article)
                                                    : question);
        }
    }
    return rows;
}

/// The one member that is a list of objects; null where there is none or there are several, or where that list is a
/// part of what the object tells (the steps of a trajectory).
const Json *onlyList(const Json &whole) {
    if (whole.contains("schema_version") && whole.contains("steps")) return nullptr;
    const Json *found = nullptr;
    for (const auto &[name, value] : whole.items()) {
        if (!value.is_array() || value.empty() || !value.front().is_object()) continue;
        if (found) return nullptr;
        found = &value;
    }
    return found;
}

std::vector<Json> rowsIn(const Json &whole) {
    if (auto questions = questionsIn(whole); !questions.empty()) return questions;
    std::vector<Json> rows;
    if (const Json *list = onlyList(whole)) {
        for (const Json &each : *list) rows.push_back(each.is_object() ? withScalars(each, whole) : each);
        return rows;
    }
    const auto isObject = [](const Json &each) { return each.is_object(); };
    if (whole.size() > 1 && std::all_of(whole.begin(), whole.end(), isObject)) {
        for (const auto &[name, value] : whole.items()) rows.push_back(withScalars(value, Json{{"id", name}}));
        return rows;
    }
    rows.push_back(whole);
    return rows;
}

class ObjectRows : public RowReader {
public:
    ObjectRows(std::vector<Json> rows, fs::path path, std::uint64_t bytes, const JsonlLimits &limits)
        : rows_(std::move(rows)), path_(std::move(path)), bytes_(bytes), limits_(limits) {}

    Result<std::optional<FileRow>> next() override {
        if (at_ == rows_.size()) return std::nullopt;
        const std::string text = dumpJson(std::exchange(rows_[at_], Json()));
        const auto line = static_cast<std::int64_t>(++at_);
        auto value = parseRow(text, limits_, "json.");
        if (value) return FileRow{std::move(value), line, 0, {}};
        value.error().file = path_.string();
        value.error().line = line;
        value.error().offset = -1;
        return FileRow{std::move(value), line, 0, text};
    }
    FileFacts facts() const override { return {}; }
    std::uint64_t bytesRead() const override { return bytes_; }

private:
    std::vector<Json> rows_;
    fs::path path_;
    std::uint64_t bytes_;
    JsonlLimits limits_;
    std::size_t at_ = 0;
};

Result<std::string> readWhole(UnpackedFile &file) {
    std::string text;
    std::vector<char> buffer(1 << 20);
    for (;;) {
        const auto got = file.read(buffer);
        if (!got) return unexpected(got.error());
        if (*got == 0) return text;
        text.append(buffer.data(), *got);
        if (text.size() > kMost)
            return fail({.code = "json.too_large",
                         .message = "the file is one JSON object, which is too large to be held",
                         .file = file.path().string(),
                         .found = {"more than {0} bytes", kMost},
                         .expected = {"at most {0} bytes", kMost},
                         .remedy = "Write each row on a line of its own, as JSON Lines."});
    }
}

} // namespace

bool isJsonObject(std::string_view head) {
    const auto first = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (first == head.npos || head[first] != '{') return false;
    const auto has = [&](std::string_view word) { return head.find(word) != head.npos; };
    if (const auto end = head.find('\n', first); end != head.npos) {
        if (head.substr(end).find_first_not_of(" \t\r\n") != head.npos) // many lines
            return head.find_first_not_of(" \t\r", first + 1) == end;
    }
    return has("\"qas\"") || (has("\"examples\"") && has("\"target\""));
}

Result<std::unique_ptr<RowReader>> openJsonObject(const fs::path &path, const JsonlLimits &limits) {
    auto file = UnpackedFile::open(path);
    if (!file) return unexpected(file.error());
    const auto text = readWhole(*file);
    if (!text) return unexpected(text.error());
    const std::string_view head = std::string_view(*text).substr(0, 512);
    auto whole = foreignKind(head) ? Result<Json>(Json()) : parseExactJson(*text, {.depth = limits.depth});
    if (!whole) {
        whole.error().file = path.string();
        return unexpected(whole.error());
    }
    if (!whole->is_object())
        return fail({.code = "json.not_an_object",
                     .message = "this is no JSON object",
                     .file = path.string(),
                     .found = foreignKind(head) ? Sentence(foreignKind(head)) : Sentence(whole->type_name()),
                     .expected = "{ … } with rows inside of it",
                     .remedy = foreignKind(head) ? foreignRemedy(head) : ""});
    return std::unique_ptr<RowReader>(new ObjectRows(rowsIn(*whole), path, file->bytesRead(), limits));
}

} // namespace lapidary
