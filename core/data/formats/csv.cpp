// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/csv.h"
#include "core/base/utf8.h"
#include "core/data/formats/fed_rows.h"
#include "core/data/formats/foreign_kind.h"
#include <algorithm>
#include <array>
#include <set>

namespace lapidary {
namespace {

constexpr std::size_t kChunk = 1 << 20;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool isBlank(std::string_view text) {
    return text.find_first_not_of(" \t") == std::string_view::npos;
}

/// What a first line "sep=;" names, as spreadsheets write it and understand it.
std::optional<char> namedSeparator(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.size() == 7 && line.front() == '"' && line.back() == '"') line = line.substr(1, 5);
    const bool named =
        line.size() == 5 && (line.starts_with("sep=") || line.starts_with("Sep=") || line.starts_with("SEP="));
    return named && line[4] != '"' ? std::optional(line[4]) : std::nullopt;
}

/// Gets a bad row: what is wrong, and the record where it was held.
using BadRecord = std::function<void(Error, std::string_view raw)>;

/// A state machine over bytes. Holds one record at most, and of a record that is too long nothing.
class RecordReader {
public:
    RecordReader(std::string file, const CsvLimits &limits, const CsvReceiver &onRow, const BadRecord &onBad)
        : file_(std::move(file)), limits_(limits), onRow_(onRow), onBad_(onBad) {}

    /// False when the receiver has had enough, or there can be no rows.
    bool take(std::string_view bytes) {
        if (read_.counts.bytes == 0 && bytes.starts_with(kByteOrderMark)) {
            bytes.remove_prefix(kByteOrderMark.size());
            start_ = read_.counts.bytes = kByteOrderMark.size();
        }
        for (const char c : bytes) {
            ++read_.counts.bytes;
            if (!step(c)) return false;
        }
        return true;
    }

    void finish() {
        if (state_ == State::Quoted)
            note({.code = "csv.unterminated_quote",
                  .message = "a quote is opened and never closed",
                  .line = quoteLine_,
                  .offset = quoteOffset_,
                  .found = {"the end of the file, in line {0}", line_},
                  .expected = "a closing quote",
                  .remedy = {"Close the quote in line {0}, or double it where it is part of the text.", quoteLine_}});
        if (carriageReturn_ || length_ > 0) endRecord();
        read_.counts.lines = line_ - (lineBegun_ ? 0 : 1);
    }

    const CsvSummary &soFar() const { return read_; }

    Result<CsvSummary> result() {
        if (headerError_) return unexpected(std::move(*headerError_));
        if (!haveHeader_)
            return fail({.code = "csv.empty",
                         .message = "the file holds no header",
                         .file = file_,
                         .expected = "a first line with the names of the columns"});
        return std::move(read_);
    }

private:
    enum class State { FieldStart, Plain, Quoted, Closed };

    bool step(char c) {
        lineBegun_ = true;
        if (carriageReturn_) {
            carriageReturn_ = false;
            if (c == '\n') return endLine();
            note({.code = "csv.bare_carriage_return",
                  .message = "a carriage return without a line feed",
                  .expected = "\\n or \\r\\n at the end of a row, or quotes around the field"});
        }
        const bool quoted = state_ == State::Quoted;
        if (c == '\r' && !quoted) {
            carriageReturn_ = true;
            return true;
        }
        if (c == '\n' && !quoted) return endLine();
        hold(c);
        if (c == '\n') ++line_;
        put(c);
        return true;
    }

    /// A byte of a record, which does not end it.
    void put(char c) {
        switch (state_) {
        case State::FieldStart:
            if (c == '"')
                openQuote();
            else
                plain(c);
            break;
        case State::Plain:
            if (c == '"' && isBlank(field_) && !quoted_) { // a blank behind the separator, then a quoted field
                field_.clear();
                openQuote();
                break;
            }
            if (c == '"')
                note({.code = "csv.stray_quote",
                      .message = "a quote inside a field that is not quoted",
                      .found = {"field {0}", fields_.size() + 1},
                      .expected = "quotes around the whole field, and the inner one doubled"});
            plain(c);
            break;
        case State::Quoted:
            if (c == '"')
                state_ = State::Closed;
            else
                add(c);
            break;
        case State::Closed:
            if (c == '"') {
                add('"');
                state_ = State::Quoted;
            } else if (c != limits_.separator && (c == ' ' || c == '\t')) {
                break; // blanks before the separator
            } else {
                if (c != limits_.separator)
                    note({.code = "csv.after_quote",
                          .message = "something stands behind a closing quote",
                          .found = {"field {0}", fields_.size() + 1},
                          .expected = "a separator or the end of the row"});
                plain(c);
            }
            break;
        }
    }

    void openQuote() {
        quoteLine_ = line_;
        quoteOffset_ = static_cast<std::int64_t>(read_.counts.bytes) - 1;
        state_ = State::Quoted;
        quoted_ = true;
    }

    void plain(char c) {
        if (c == limits_.separator) {
            endField();
            state_ = State::FieldStart;
            return;
        }
        add(c);
        state_ = State::Plain;
    }

    void hold(char c) {
        ++length_;
        if (tooLong_) return; // said already
        raw_ += c;
        if (length_ <= limits_.rowBytes) return;
        note({.code = "csv.row_too_long",
              .message = "the row is longer than a row may be",
              .found = {"more than {0} bytes", limits_.rowBytes},
              .expected = {"at most {0} bytes", limits_.rowBytes},
              .remedy = "Check that every quote is closed."});
        drop();
    }

    void add(char c) {
        if (tooLong_) return;
        field_ += c;
        if (field_.size() <= limits_.fieldBytes) return;
        note({.code = "csv.field_too_long",
              .message = "a field is longer than a field may be",
              .found = {"field {0}", fields_.size() + 1},
              .expected = {"at most {0} bytes", limits_.fieldBytes}});
        drop();
    }

    void endField() {
        if (tooLong_) return;
        if (read_.blankBehindSeparator && !quoted_ && !fields_.empty())
            field_.erase(0, std::min(field_.find_first_not_of(' '), field_.size()));
        quoted_ = false;
        fields_.push_back(std::move(field_));
        field_.clear();
        if (fields_.size() <= limits_.columns) return;
        note({.code = "csv.too_many_columns",
              .message = "the row has too many fields",
              .found = {"more than {0}", limits_.columns},
              .expected = {"at most {0}", limits_.columns}});
        drop();
    }

    /// The record is bad already; nothing of it is worth its memory.
    void drop() {
        tooLong_ = true;
        raw_ = std::string();
        field_ = std::string();
        fields_.clear();
    }

    /// The first problem of a record is the one that is told.
    void note(Error error) {
        if (problem_) return;
        error.file = file_;
        if (error.line == 0) error.line = recordLine_;
        if (error.offset < 0) error.offset = static_cast<std::int64_t>(start_);
        problem_ = std::move(error);
    }

    bool endLine() {
        const bool goOn = endRecord();
        ++line_;
        lineBegun_ = false;
        recordLine_ = line_;
        start_ = read_.counts.bytes;
        return goOn;
    }

    bool endRecord() {
        bool goOn = true;
        if (length_ == 0 && !problem_)
            ++read_.counts.blank;
        else {
            endField();
            goOn = judge();
        }
        state_ = State::FieldStart;
        carriageReturn_ = tooLong_ = quoted_ = false;
        length_ = 0;
        raw_.clear();
        field_.clear();
        fields_.clear();
        problem_.reset();
        return goOn;
    }

    bool judge() {
        if (const auto at = utf8::firstInvalid(raw_); at != std::string_view::npos)
            note({.code = "csv.invalid_utf8",
                  .message = "the row is not UTF-8",
                  .offset = static_cast<std::int64_t>(start_ + at),
                  .expected = "UTF-8",
                  .remedy = "Convert the file to UTF-8."});
        else if (raw_.find('\0') != std::string::npos)
            note({.code = "csv.nul",
                  .message = "a NUL byte in the row",
                  .offset = static_cast<std::int64_t>(start_ + raw_.find('\0')),
                  .expected = "text"});
        if (!haveHeader_) return takeHeader();
        if (!problem_ && fields_.size() != read_.header.size())
            note({.code = "csv.ragged",
                  .message = "the row has another number of fields than the header",
                  .found = std::to_string(fields_.size()),
                  .expected = std::to_string(read_.header.size()),
                  .remedy = "Check separators and quotes of this line."});
        if (problem_) {
            ++read_.counts.bad;
            onBad_(std::move(*problem_), raw_);
            return true;
        }
        ++read_.counts.rows;
        return onRow_(read_.header, {std::move(fields_), recordLine_, static_cast<std::int64_t>(start_)});
    }

    bool takeHeader() {
        if (read_.counts.rows + read_.counts.bad == 0 && !sawSeparator_ && namedSeparator(raw_)) {
            sawSeparator_ = true;
            return true; // it says how the rest is to be read, which was asked before
        }
        read_.blankBehindSeparator =
            fields_.size() > 1 &&
            std::all_of(fields_.begin() + 1, fields_.end(), [](const auto &name) { return name.starts_with(' '); });
        std::set<std::string> seen;
        for (std::size_t i = 0; i < fields_.size(); ++i) {
            if (fields_[i].empty()) fields_[i] = "column " + std::to_string(i + 1);
            if (!seen.insert(fields_[i]).second)
                note({.code = "csv.duplicate_name",
                      .message = "two columns have the same name",
                      .found = fields_[i],
                      .expected = "different names",
                      .remedy = "Rename one of them in the first line."});
        }
        headerError_ = std::move(problem_);
        if (headerError_) return false;
        haveHeader_ = true;
        read_.header = std::move(fields_);
        return true;
    }

    std::string file_;
    const CsvLimits &limits_;
    const CsvReceiver &onRow_;
    const BadRecord &onBad_;
    CsvSummary read_{};
    bool haveHeader_ = false;
    std::optional<Error> headerError_{};

    State state_ = State::FieldStart;
    bool carriageReturn_ = false;                               ///< the byte before was one, outside quotes
    bool tooLong_ = false, lineBegun_ = false, quoted_ = false; ///< quoted: the field so far
    bool sawSeparator_ = false;
    std::string raw_{}, field_{}; ///< the record as it stands in the file, and its field as it is meant
    std::vector<std::string> fields_{};
    std::optional<Error> problem_{};
    std::uint64_t length_ = 0, start_ = 0; ///< of the record so far, and the offset of its first byte
    std::int64_t line_ = 1, recordLine_ = 1, quoteLine_ = 1, quoteOffset_ = 0;
};

/// Whether a file that begins so can be a table of text.
Status mustBeTable(std::string_view head, const std::string &file) {
    const char *kind = foreignKind(head);
    if (!kind) return {};
    return fail({.code = "csv.not_csv",
                 .message = {"this is {0}", kind},
                 .file = file,
                 .expected = "comma- or tab-separated values in UTF-8",
                 .remedy = foreignRemedy(head)});
}

/// The record reader as rows that are asked for one by one.
class QueuedRecords {
public:
    QueuedRecords(RowQueue &queue, std::string file, const CsvLimits &limits)
        : file_(std::move(file)), limits_(limits), onRow_([&queue](const std::vector<std::string> &header, CsvRow row) {
              Json object = Json::object();
              for (std::size_t i = 0; i < header.size(); ++i) object[header[i]] = std::move(row.fields[i]);
              queue.push_back({std::move(object), row.line, row.offset});
              return true;
          }),
          onBad_([&queue](Error error, std::string_view raw) { putBad(queue, std::move(error), raw); }),
          records_(file_, limits_, onRow_, onBad_) {}
    Status begins(std::string_view head) const { return mustBeTable(head, file_); }
    bool take(std::string_view bytes) { return records_.take(bytes); }
    /// Also behind a header that is none: then there are no rows.
    Status finish() {
        records_.finish();
        facts_ = facts();
        auto end = records_.result();
        if (!end) return unexpected(end.error());
        finished_ = true;
        return {};
    }
    FileFacts facts() const {
        if (finished_) return facts_;
        const CsvSummary &read = records_.soFar();
        return {read.header, read.blankBehindSeparator, read.counts.blank};
    }

private:
    std::string file_;
    CsvLimits limits_;
    CsvReceiver onRow_;
    BadRecord onBad_;
    RecordReader records_;
    FileFacts facts_{};
    bool finished_ = false;
};

} // namespace

Result<CsvSummary> forEachCsvRow(const fs::path &path, const CsvLimits &limits, const CsvReceiver &onRow,
                                 const std::function<void(Error)> &onBad) {
    auto file = FileReader::open(path);
    if (!file) return unexpected(file.error());
    const BadRecord error = [&](Error wrong, std::string_view) { onBad(std::move(wrong)); };
    RecordReader reader(path.string(), limits, onRow, error);
    std::vector<char> buffer(kChunk);
    for (bool first = true;; first = false) {
        const auto got = file->read(buffer);
        if (!got) return unexpected(got.error());
        const std::string_view bytes(buffer.data(), *got);
        if (first)
            if (auto table = mustBeTable(bytes, path.string()); !table) return unexpected(table.error());
        if (bytes.empty()) reader.finish();
        if (bytes.empty() || !reader.take(bytes)) return reader.result();
    }
}

Result<CsvSummary> forEachCsvRow(std::string_view text, const std::string &file, const CsvLimits &limits,
                                 const CsvReceiver &onRow, const std::function<void(Error)> &onBad) {
    const BadRecord error = [&](Error wrong, std::string_view) { onBad(std::move(wrong)); };
    RecordReader reader(file, limits, onRow, error);
    if (reader.take(text)) reader.finish();
    return reader.result();
}

Result<std::unique_ptr<RowReader>> openCsvRows(const fs::path &path, const CsvLimits &limits) {
    return openFed<QueuedRecords>(path, limits);
}

std::optional<char> guessSeparator(std::string_view head) {
    if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
    if (const auto named = namedSeparator(head.substr(0, head.find('\n')))) return named;
    constexpr std::array candidates = {',', '\t', ';'};
    std::array<int, 3> counts{};
    bool quoted = false;
    for (const char c : head) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n') break;
        for (std::size_t i = 0; i < candidates.size(); ++i) counts[i] += c == candidates[i];
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    return *most == 0 ? std::nullopt : std::optional(candidates[static_cast<std::size_t>(most - counts.begin())]);
}

} // namespace lapidary
