// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/text_rows.h"
#include "core/base/utf8.h"
#include "core/data/formats/fed_rows.h"
#include "core/data/formats/foreign_kind.h"

namespace lapidary {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool isBlank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == line.npos;
}

/// Cuts the stream into lines, and puts them together again.
class TextReader {
public:
    TextReader(RowQueue &queue, std::string file, TextCut cut, std::uint64_t rowBytes)
        : queue_(queue), file_(std::move(file)), cut_(cut), most_(rowBytes) {}

    Status begins(std::string_view head) const {
        const char *kind = foreignKind(head);
        if (!kind) return {};
        return fail({.code = "text.not_text",
                     .message = {"this is {0}", kind},
                     .file = file_,
                     .expected = "plain text in UTF-8",
                     .remedy = foreignRemedy(head)});
    }

    bool take(std::string_view bytes) {
        if (at_ == 0 && bytes.starts_with(kByteOrderMark)) {
            bytes.remove_prefix(kByteOrderMark.size());
            lineBegin_ = at_ = kByteOrderMark.size();
        }
        while (!bytes.empty()) {
            const auto end = bytes.find('\n');
            const std::string_view part = bytes.substr(0, end);
            if (line_.size() + part.size() <= most_)
                line_ += part;
            else
                lineCut_ = true;
            at_ += part.size();
            if (end == bytes.npos) return true;
            ++at_;
            endLine(true);
            bytes.remove_prefix(end + 1);
        }
        return true;
    }

    Status finish() {
        if (lineBegin_ < at_) endLine(false);
        endRow();
        return {};
    }
    FileFacts facts() const { return {.blank = blank_}; }

private:
    void endLine(bool ended) {
        ++lines_;
        if (line_.ends_with('\r')) line_.pop_back();
        const bool blank = isBlank(line_) && !lineCut_;
        if (blank && cut_ != TextCut::Nowhere) {
            ++blank_;
            if (cut_ == TextCut::Paragraphs) endRow();
        } else
            add(ended);
        line_.clear();
        lineCut_ = false;
        lineBegin_ = at_;
        if (cut_ == TextCut::Lines) endRow();
    }

    void add(bool ended) {
        if (rowLine_ == 0) {
            rowLine_ = lines_;
            rowBegin_ = lineBegin_;
        } else if (cut_ == TextCut::Paragraphs)
            row_ += '\n';
        if (lineCut_ || row_.size() + line_.size() > most_) tooLong_ = true;
        if (tooLong_) return row_.clear();
        row_ += line_;
        if (cut_ == TextCut::Nowhere && ended) row_ += '\n';
    }

    void endRow() {
        if (rowLine_ > 0) judge();
        row_.clear();
        rowLine_ = 0;
        tooLong_ = false;
    }

    void judge() {
        if (tooLong_)
            return refuse({.code = "text.too_long",
                           .message = "the text is longer than a row may be",
                           .found = {"more than {0} bytes", most_},
                           .expected = {"at most {0} bytes", most_},
                           .remedy = "Cut it at lines or at blank lines."});
        if (utf8::firstInvalid(row_) != std::string_view::npos)
            return refuse({.code = "text.invalid_utf8",
                           .message = "the text is not UTF-8",
                           .expected = "UTF-8",
                           .remedy = "Convert the file to UTF-8."});
        if (row_.find('\0') != row_.npos)
            return refuse({.code = "text.nul", .message = "a NUL byte in the text", .expected = "text"});
        queue_.push_back({Json{{"text", row_}}, rowLine_, static_cast<std::int64_t>(rowBegin_)});
    }

    void refuse(Error error) {
        error.file = file_;
        error.line = rowLine_;
        error.offset = static_cast<std::int64_t>(rowBegin_);
        putBad(queue_, std::move(error), row_);
    }

    RowQueue &queue_;
    std::string file_;
    TextCut cut_;
    std::uint64_t most_;
    std::string line_{}, row_{};
    bool lineCut_ = false, tooLong_ = false;           ///< the line that is read; the row
    std::int64_t lines_ = 0, blank_ = 0, rowLine_ = 0; ///< rowLine_: of its first line; 0 while there is none
    std::uint64_t at_ = 0, lineBegin_ = 0, rowBegin_ = 0;
};

} // namespace

Result<std::unique_ptr<RowReader>> openTextRows(const fs::path &path, TextCut cut, std::uint64_t rowBytes) {
    return openFed<TextReader>(path, cut, rowBytes);
}

bool hasParagraphs(std::string_view head) {
    bool text = false, blank = false; // behind a line of text; behind a blank one behind that
    while (!head.empty()) {
        const auto end = head.find('\n');
        const bool isText = !isBlank(head.substr(0, end));
        if (isText && blank) return true;
        blank = text && !isText;
        text |= isText;
        if (end == head.npos) break;
        head.remove_prefix(end + 1);
    }
    return false;
}

} // namespace lapidary
