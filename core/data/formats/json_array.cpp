// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/json_array.h"
#include "core/data/formats/fed_rows.h"
#include "core/data/formats/foreign_kind.h"
#include "core/data/formats/json_row.h"

namespace lapidary {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF", kBlank = " \t\r\n";
constexpr std::size_t kDeepest = 10000; ///< brackets that are followed; a row may not be nearly so deep

bool isBlank(char c) {
    return kBlank.find(c) != kBlank.npos;
}

/// Finds where the elements of an array begin and end, by brackets and quotes alone, and judges each.
class ElementReader {
public:
    ElementReader(RowQueue &queue, std::string file, const JsonlLimits &limits)
        : queue_(queue), file_(std::move(file)), limits_(limits) {}

    Status begins(std::string_view head) const {
        const std::string_view whole = head;
        Sentence found = foreignKind(head) ? foreignKind(head) : "";
        if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
        const auto first = head.find_first_not_of(kBlank);
        if (found.empty() && first != head.npos && head[first] == '[') return {};
        const bool isForeign = !found.empty();
        if (found.empty())
            found = first == head.npos ? Sentence("nothing") : Sentence("a text that begins with {0}", head[first]);
        return fail({.code = "json.not_an_array",
                     .message = "this is no JSON array",
                     .file = file_,
                     .found = std::move(found),
                     .expected = "[ … ], with one object a row, in UTF-8",
                     .remedy = isForeign ? foreignRemedy(whole) : ""});
    }

    bool take(std::string_view bytes) {
        if (at_ == 0 && bytes.starts_with(kByteOrderMark)) {
            bytes.remove_prefix(kByteOrderMark.size());
            at_ = kByteOrderMark.size();
        }
        for (const char c : bytes) {
            if (where_ == Where::Stopped) return false;
            step(c);
            if (c == '\n') ++line_;
            ++at_;
        }
        return where_ != Where::Stopped;
    }

    Status finish() {
        if (where_ == Where::Inside || where_ == Where::Ready || where_ == Where::Behind)
            refuse({.code = "json.cut",
                    .message = "the file ends inside the array",
                    .found = {"the end of the file, in line {0}", line_},
                    .expected = "]",
                    .remedy = "The file was probably cut while it was written or copied."},
                   where_ == Where::Inside ? elementLine_ : line_, where_ == Where::Inside ? begin_ : at_,
                   where_ == Where::Inside ? std::string_view(held_) : std::string_view());
        return {};
    }
    FileFacts facts() const { return {}; }

private:
    enum class Where { Before, Ready, Inside, Behind, After, Stopped }; ///< Ready: for an element; Behind: behind one

    void step(char c) {
        switch (where_) {
        case Where::Before:
            if (c == '[') where_ = Where::Ready;
            break;
        case Where::Ready:
        case Where::Behind:
            between(c);
            break;
        case Where::Inside:
            inside(c);
            break;
        case Where::After:
            if (isBlank(c)) break;
            refuse({.code = "json.after_array",
                    .message = "something stands behind the array: it is not read",
                    .expected = "the end of the file"},
                   line_, at_);
            where_ = Where::Stopped;
            break;
        case Where::Stopped:
            break;
        }
    }

    void between(char c) {
        if (isBlank(c)) return;
        const bool ready = where_ == Where::Ready;
        if (c == ']') {
            if (ready && commas_ > 0) missing("an element is missing behind a comma", "an element");
            where_ = Where::After;
        } else if (c == ',') {
            ++commas_;
            if (ready) missing("an element is missing before a comma", "an element");
            where_ = Where::Ready;
        } else {
            if (!ready) missing("a comma is missing between two elements", "a comma");
            begin(c);
        }
    }

    void missing(const Sentence &message, const Sentence &expected) {
        refuse({.code = "json.no_comma", .message = message, .expected = expected}, line_, at_);
    }

    void begin(char c) {
        where_ = Where::Inside;
        held_.clear();
        open_.clear();
        quoted_ = escaped_ = tooLong_ = false;
        elementLine_ = line_;
        begin_ = at_;
        inside(c);
    }

    void inside(char c) {
        if (quoted_) { // no text of JSON goes over the end of a line: one that does has lost its quote
            quoted_ = c != '\n' && (escaped_ || c != '"');
            escaped_ = quoted_ && !escaped_ && c == '\\';
            return hold(c);
        }
        if (open_.empty() && (c == ',' || c == ']')) { // behind a number or a word
            judge();
            where_ = Where::Behind;
            return between(c);
        }
        hold(c);
        if (c == '"')
            quoted_ = true;
        else if (c == '{' || c == '[')
            push(c == '{' ? '}' : ']');
        else if (c == '}' || c == ']')
            pop(c);
    }

    void push(char closing) {
        if (open_.size() == kDeepest) return stop("the brackets are deeper than anybody reads");
        open_ += closing;
    }

    void pop(char closing) {
        if (open_.empty() || open_.back() != closing) return stop("a bracket closes another one than was opened");
        open_.pop_back();
        if (!open_.empty()) return;
        judge();
        where_ = Where::Behind;
    }

    void stop(const Sentence &message) {
        refuse({.code = "json.unbalanced",
                .message = {"{0}: the rest of the file is not read", message},
                .found = {"the element that begins in line {0}", elementLine_},
                .remedy = "Mend the brackets and quotes of this element."},
               line_, at_, held_);
        where_ = Where::Stopped;
    }

    void hold(char c) {
        if (tooLong_) return;
        held_ += c;
        if (held_.size() <= limits_.rowBytes) return;
        tooLong_ = true;
        held_ = std::string();
    }

    void judge() {
        if (tooLong_)
            return refuse({.code = "json.row_too_long",
                           .message = "the element is longer than a row may be",
                           .found = {"more than {0} bytes", limits_.rowBytes},
                           .expected = {"at most {0} bytes", limits_.rowBytes}},
                          elementLine_, begin_);
        auto row = parseRow(held_, limits_, "json.");
        if (row) return queue_.push_back({std::move(row), elementLine_, static_cast<std::int64_t>(begin_)});
        const auto line = elementLine_ + std::max<std::int64_t>(row.error().line - 1, 0);
        const auto at = begin_ + static_cast<std::uint64_t>(row.error().offset);
        refuse(std::move(row.error()), line, at, held_);
    }

    void refuse(Error error, std::int64_t line, std::uint64_t at, std::string_view raw = {}) {
        error.file = file_;
        error.line = line;
        error.offset = static_cast<std::int64_t>(at);
        putBad(queue_, std::move(error), raw);
    }

    RowQueue &queue_;
    std::string file_;
    JsonlLimits limits_;
    Where where_ = Where::Before;
    std::string held_{}; ///< the element so far
    std::string open_{}; ///< the brackets that will close it, the next one last
    bool quoted_ = false, escaped_ = false, tooLong_ = false;
    std::int64_t line_ = 1, elementLine_ = 1, commas_ = 0;
    std::uint64_t at_ = 0, begin_ = 0; ///< offsets in the file
};

} // namespace

Result<std::unique_ptr<RowReader>> openJsonArray(const fs::path &path, const JsonlLimits &limits) {
    return openFed<ElementReader>(path, limits);
}

} // namespace lapidary
