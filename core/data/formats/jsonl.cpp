// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/jsonl.h"
#include "core/data/formats/fed_rows.h"
#include "core/data/formats/foreign_kind.h"
#include "core/data/formats/json_row.h"

namespace lapidary {
namespace {

constexpr std::size_t kChunk = 1 << 20;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool isBlank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

/// Gets a bad line: what is wrong, and the line where it was held.
using BadLine = std::function<void(Error, std::string_view raw)>;

/// Cuts the stream into lines and judges each. Holds one line at most, and of a line that is too long nothing.
class LineReader {
public:
    LineReader(std::string file, const JsonlLimits &limits, const std::function<bool(JsonlRow)> &onRow,
               const BadLine &onBad)
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

    void refuse(Error error, std::string_view raw, std::int64_t offsetInLine = 0) {
        ++counts.bad;
        error.file = file_;
        error.line = counts.lines;
        error.offset = static_cast<std::int64_t>(start_) + offsetInLine;
        onBad_(std::move(error), raw);
    }

    bool judge(std::string_view line, bool ended) {
        ++counts.lines;
        if (length_ > limits_.rowBytes) {
            refuse({.code = "jsonl.row_too_long",
                    .message = "the line is longer than a row may be",
                    .found = {"{0} bytes", length_},
                    .expected = {"at most {0} bytes", limits_.rowBytes},
                    .remedy = "Check that every row ends with a line feed."},
                   {});
            return true;
        }
        if (isBlank(line)) {
            ++counts.blank;
            return true;
        }
        auto value = parseRow(line, limits_, "jsonl.");
        if (!value) {
            const auto offset = value.error().offset;
            if (!ended && value.error().code == "jsonl.invalid_json" &&
                offset >= static_cast<std::int64_t>(line.size())) {
                // A last line that stops in the middle was cut, which is another mistake than a typo.
                value.error().code = "jsonl.cut";
                value.error().message = "the last row is not complete: the file ends inside it";
                value.error().remedy = "The file was probably cut while it was written or copied.";
            }
            refuse(std::move(value.error()), line, offset);
            return true;
        }
        ++counts.rows;
        return onRow_({std::move(*value), counts.lines, static_cast<std::int64_t>(start_)});
    }

    std::string file_;
    const JsonlLimits &limits_;
    const std::function<bool(JsonlRow)> &onRow_;
    const BadLine &onBad_;
    std::string held_;         ///< the part of the line that earlier chunks brought
    std::uint64_t length_ = 0; ///< of the line so far, held or not
    std::uint64_t start_ = 0;  ///< offset of the line's first byte
};

/// Whether a file that begins so can hold a row a line.
Status mustBeLines(std::string_view head, const std::string &file) {
    if (const char *kind = foreignKind(head))
        return fail({.code = "jsonl.not_jsonl",
                     .message = {"this is {0}", kind},
                     .file = file,
                     .expected = "a JSONL file: one JSON object per line, in UTF-8",
                     .remedy = foreignRemedy(head)});
    if (const char *kind = wholeJson(head))
        return fail(
            {.code = "jsonl.not_jsonl",
             .message = {"this is {0}, not one object a line", kind},
             .file = file,
             .expected = "a JSONL file: one JSON object per line, in UTF-8",
             .remedy = "Write each row on a line of its own; for an array, jq does so: jq -c '.[]' FILE > rows.jsonl"});
    return {};
}

/// The line reader as rows that are asked for one by one.
class QueuedLines {
public:
    QueuedLines(RowQueue &queue, std::string file, const JsonlLimits &limits)
        : file_(std::move(file)), limits_(limits), onRow_([&queue](JsonlRow row) {
              queue.push_back({std::move(row.value), row.line, row.offset});
              return true;
          }),
          onBad_([&queue](Error error, std::string_view raw) { putBad(queue, std::move(error), raw); }),
          lines_(file_, limits_, onRow_, onBad_) {}
    Status begins(std::string_view head) const { return mustBeLines(head, file_); }
    bool take(std::string_view bytes) { return lines_.take(bytes); }
    Status finish() {
        lines_.finish();
        return {};
    }
    FileFacts facts() const { return {.blank = lines_.counts.blank}; }

private:
    std::string file_;
    JsonlLimits limits_;
    std::function<bool(JsonlRow)> onRow_;
    BadLine onBad_;
    LineReader lines_;
};

} // namespace

Result<JsonlCounts> forEachJsonlRow(const fs::path &path, const JsonlLimits &limits,
                                    const std::function<bool(JsonlRow)> &onRow,
                                    const std::function<void(Error)> &onBad) {
    auto file = FileReader::open(path);
    if (!file) return unexpected(file.error());
    const BadLine error = [&](Error wrong, std::string_view) { onBad(std::move(wrong)); };
    LineReader reader(path.string(), limits, onRow, error);
    std::vector<char> buffer(kChunk);
    for (bool first = true;; first = false) {
        const auto got = file->read(buffer);
        if (!got) return unexpected(got.error());
        const std::string_view bytes(buffer.data(), *got);
        if (first)
            if (auto lines = mustBeLines(bytes, path.string()); !lines) return unexpected(lines.error());
        if (bytes.empty()) reader.finish();
        if (bytes.empty() || !reader.take(bytes)) return reader.counts;
    }
}

JsonlCounts forEachJsonlRow(std::string_view text, const std::string &file, const JsonlLimits &limits,
                            const std::function<bool(JsonlRow)> &onRow, const std::function<void(Error)> &onBad) {
    const BadLine error = [&](Error wrong, std::string_view) { onBad(std::move(wrong)); };
    LineReader reader(file, limits, onRow, error);
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

Result<std::unique_ptr<RowReader>> openJsonlRows(const fs::path &path, const JsonlLimits &limits) {
    return openFed<QueuedLines>(path, limits);
}

} // namespace lapidary
