// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/jsonl.h"
#include "core/base/utf8.h"
#include "core/data/formats/foreign_kind.h"
#include <algorithm>
#include <array>

namespace lapidary {
namespace {

constexpr std::size_t kChunk = 1 << 20;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

const char *nameOf(JsonlField::Kind kind) {
    static constexpr std::array names = {"a text", "a number", "true or false", "a list", "an object"};
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

bool isBlank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

/// A text with NUL inside breaks every C interface behind us; found in values and keys alike.
bool holdsNul(const Json &value) {
    if (value.is_string()) return value.get_ref<const std::string &>().find('\0') != std::string::npos;
    if (!value.is_structured()) return false;
    for (const auto &[key, member] : value.items())
        if (key.find('\0') != std::string::npos || holdsNul(member)) return true;
    return false;
}

/// Cuts the stream into lines and judges each. Holds one line at most, and of a line that is too long nothing.
class LineReader {
public:
    LineReader(std::string file, const JsonlLimits &limits, const std::function<bool(JsonlRow)> &onRow,
               const std::function<void(Error)> &onBad)
        : file_(std::move(file)), limits_(limits), onRow_(onRow), onBad_(onBad) {}

    /// False when the receiver has had enough.
    bool take(std::string_view bytes) {
        if (counts.bytes == 0 && held_.empty() && bytes.starts_with(kByteOrderMark)) {
            bytes.remove_prefix(kByteOrderMark.size());
            start_ = counts.bytes = kByteOrderMark.size();
        }
        while (!bytes.empty()) {
            const auto end = bytes.find('\n');
            const std::string_view part = bytes.substr(0, end);
            length_ += part.size();
            counts.bytes += part.size();
            const bool whole = end != std::string_view::npos;
            if (length_ > limits_.rowBytes)
                held_.clear();
            else if (!held_.empty() || !whole)
                held_ += part;
            if (!whole) return true;
            ++counts.bytes;
            const std::string_view line = held_.empty() ? part : std::string_view(held_);
            if (!judge(line, true)) return false;
            begin();
            bytes.remove_prefix(end + 1);
        }
        return true;
    }

    void finish() {
        if (length_ > 0) judge(held_, false);
    }

    JsonlCounts counts;

private:
    void begin() {
        held_.clear();
        length_ = 0;
        start_ = counts.bytes;
    }

    void refuse(Error error, std::int64_t offsetInLine = 0) {
        ++counts.bad;
        error.file = file_;
        error.line = counts.lines;
        error.offset = static_cast<std::int64_t>(start_) + offsetInLine;
        onBad_(std::move(error));
    }

    bool judge(std::string_view line, bool ended) {
        ++counts.lines;
        if (length_ > limits_.rowBytes) {
            refuse({.code = "jsonl.row_too_long",
                    .message = "the line is longer than a row may be",
                    .found = std::to_string(length_) + " bytes",
                    .expected = "at most " + std::to_string(limits_.rowBytes) + " bytes",
                    .remedy = "Check that every row ends with a line feed."});
            return true;
        }
        if (isBlank(line)) {
            ++counts.blank;
            return true;
        }
        if (const auto at = utf8::firstInvalid(line); at != std::string_view::npos) {
            refuse({.code = "jsonl.invalid_utf8",
                    .message = "the row is not UTF-8",
                    .found = byteName(line[at]),
                    .expected = "UTF-8",
                    .remedy = "Convert the file to UTF-8."},
                   static_cast<std::int64_t>(at));
            return true;
        }
        if (const auto at = line.find('\0'); at != std::string_view::npos) {
            refuse({.code = "jsonl.nul", .message = "a NUL byte in the row", .expected = "text"},
                   static_cast<std::int64_t>(at));
            return true;
        }
        auto value =
            parseJson(line, {.depth = limits_.depth, .duplicateKeys = limits_.duplicateKeys, .members = limits_.keys});
        if (!value) {
            refuse(reason(value.error(), line, ended), value.error().offset);
            return true;
        }
        if (auto problem = check(*value)) {
            refuse(std::move(*problem));
            return true;
        }
        ++counts.rows;
        return onRow_({std::move(*value), counts.lines, static_cast<std::int64_t>(start_)});
    }

    static std::string byteName(char byte) {
        char text[16];
        std::snprintf(text, sizeof text, "byte 0x%02X", static_cast<unsigned>(static_cast<unsigned char>(byte)));
        return text;
    }

    /// The JSON reader's error as a row's: a last line that stops in the middle was cut, which is another mistake than
    /// a typo.
    static Error reason(const Error &error, std::string_view line, bool ended) {
        const auto dot = error.code.find('.');
        Error row{.code = "jsonl." + (error.code == "json.syntax" ? "invalid_json" : error.code.substr(dot + 1)),
                  .message = error.message};
        if (!ended && error.code == "json.syntax" && error.offset >= static_cast<std::int64_t>(line.size())) {
            row.code = "jsonl.cut";
            row.message = "the last row is not complete: the file ends inside it";
            row.remedy = "The file was probably cut while it was written or copied.";
        }
        return row;
    }

    std::optional<Error> check(const Json &value) const {
        if (!value.is_object())
            return Error{.code = "jsonl.not_an_object",
                         .message = "the row is not an object",
                         .found = value.type_name(),
                         .expected = "{…}"};
        if (holdsNul(value))
            return Error{.code = "jsonl.nul", .message = "a text with \\u0000 inside", .expected = "text without NUL"};
        for (const auto &field : limits_.fields) {
            const auto it = value.find(field.name);
            if (it == value.end())
                return Error{.code = "jsonl.missing_field",
                             .message = "a field is missing",
                             .field = field.name,
                             .found = "nothing",
                             .expected = nameOf(field.kind)};
            if (!hasKind(*it, field.kind))
                return Error{.code = "jsonl.wrong_type",
                             .message = "a field is of the wrong type",
                             .field = field.name,
                             .found = it->type_name(),
                             .expected = nameOf(field.kind)};
        }
        return std::nullopt;
    }

    std::string file_;
    const JsonlLimits &limits_;
    const std::function<bool(JsonlRow)> &onRow_;
    const std::function<void(Error)> &onBad_;
    std::string held_;         ///< the part of the line that earlier chunks brought
    std::uint64_t length_ = 0; ///< of the line so far, held or not
    std::uint64_t start_ = 0;  ///< offset of the line's first byte
};

} // namespace

Result<JsonlCounts> forEachJsonlRow(const fs::path &path, const JsonlLimits &limits,
                                    const std::function<bool(JsonlRow)> &onRow,
                                    const std::function<void(Error)> &onBad) {
    auto file = FileReader::open(path);
    if (!file) return unexpected(file.error());
    LineReader reader(path.string(), limits, onRow, onBad);
    std::vector<char> buffer(kChunk);
    for (bool first = true;; first = false) {
        const auto got = file->read(buffer);
        if (!got) return unexpected(got.error());
        const std::string_view bytes(buffer.data(), *got);
        if (const char *kind = first ? foreignKind(bytes) : nullptr)
            return fail({.code = "jsonl.not_jsonl",
                         .message = std::string("this is ") + kind,
                         .file = path.string(),
                         .expected = "a JSONL file: one JSON object per line, in UTF-8",
                         .remedy = "Unpack, convert or fetch it first."});
        if (const char *kind = first ? wholeJson(bytes) : nullptr)
            return fail(
                {.code = "jsonl.not_jsonl",
                 .message = std::string("this is ") + kind + ", not one object a line",
                 .file = path.string(),
                 .expected = "a JSONL file: one JSON object per line, in UTF-8",
                 .remedy =
                     "Write each row on a line of its own; for an array, jq does so: jq -c '.[]' FILE > rows.jsonl"});
        if (bytes.empty()) reader.finish();
        if (bytes.empty() || !reader.take(bytes)) return reader.counts;
    }
}

JsonlCounts forEachJsonlRow(std::string_view text, const std::string &file, const JsonlLimits &limits,
                            const std::function<bool(JsonlRow)> &onRow, const std::function<void(Error)> &onBad) {
    LineReader reader(file, limits, onRow, onBad);
    if (reader.take(text)) reader.finish();
    return reader.counts;
}

Result<JsonlRead> readJsonl(const fs::path &path, const JsonlLimits &limits) {
    JsonlRead read;
    const auto counts = forEachJsonlRow(
        path, limits,
        [&](JsonlRow row) {
            read.rows.push_back(std::move(row));
            return true;
        },
        [&](Error error) { read.bad.push_back(std::move(error)); });
    if (!counts) return unexpected(counts.error());
    read.counts = *counts;
    return read;
}

} // namespace lapidary
