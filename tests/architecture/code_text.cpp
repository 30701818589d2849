// SPDX-License-Identifier: Apache-2.0
#include "tests/architecture/code_text.h"
#include <algorithm>
#include <cctype>

namespace lapidary::test {
namespace {

/// Walks over a source and blanks what is no code. Line ends stay, so that lines can be counted.
class Blanker {
public:
    explicit Blanker(std::string text) : text_(std::move(text)) {}

    CodeText result() {
        while (at_ < text_.size()) step();
        return {std::move(text_), std::move(literals_)};
    }

private:
    void step() {
        const char c = text_[at_];
        if (c == '\n')
            lineBegins_ = true, ++at_;
        else if (c == '#' && lineBegins_)
            blankTo(endOfLine());
        else if (text_.compare(at_, 2, "//") == 0)
            blankTo(endOfLine());
        else if (text_.compare(at_, 2, "/*") == 0)
            blankTo(behind("*/", at_ + 2));
        else if (c == '"' && isRaw())
            blankTo(endOfRaw());
        else if (c == '"')
            takeLiteral(endOfQuoted());
        else if (c == '\'' && !isDigitSeparator())
            blankTo(endOfQuoted());
        else {
            lineBegins_ = lineBegins_ && std::isspace(static_cast<unsigned char>(c));
            ++at_;
        }
    }

    void takeLiteral(std::size_t end) {
        const std::string written = text_.substr(at_ + 1, end - at_ - 2);
        const bool goesOn = !literals_.empty() && text_.find_first_not_of(" \n", literals_.back().end) == at_;
        if (goesOn) {
            literals_.back().written += written;
            literals_.back().end = end;
        } else {
            literals_.push_back({at_, end, written});
        }
        blankTo(end);
    }

    void blankTo(std::size_t end) {
        for (; at_ < end; ++at_)
            if (text_[at_] != '\n') text_[at_] = ' ';
    }

    std::size_t behind(const std::string &mark, std::size_t from) const {
        const auto found = text_.find(mark, from);
        return found == std::string::npos ? text_.size() : found + mark.size();
    }

    /// A backslash at the end carries a line on.
    std::size_t endOfLine() const {
        auto end = text_.find('\n', at_);
        while (end != std::string::npos && end > 0 && text_[end - 1] == '\\') end = text_.find('\n', end + 1);
        return std::min(end, text_.size());
    }

    std::size_t endOfQuoted() const {
        std::size_t end = at_ + 1;
        for (; end < text_.size() && text_[end] != text_[at_]; ++end)
            if (text_[end] == '\\') ++end;
        return std::min(end + 1, text_.size());
    }

    bool isRaw() const { return at_ > 0 && text_[at_ - 1] == 'R'; }
    std::size_t endOfRaw() const {
        const auto open = text_.find('(', at_);
        if (open == std::string::npos) return text_.size();
        return behind(")" + text_.substr(at_ + 1, open - at_ - 1) + "\"", open);
    }

    /// The mark in 1'000'000.
    bool isDigitSeparator() const {
        return at_ > 0 && at_ + 1 < text_.size() && std::isxdigit(static_cast<unsigned char>(text_[at_ - 1])) &&
               std::isxdigit(static_cast<unsigned char>(text_[at_ + 1]));
    }

    std::string text_;
    std::vector<Literal> literals_{};
    std::size_t at_ = 0;
    bool lineBegins_ = true;
};

} // namespace

CodeText readCode(std::string source) {
    return Blanker(std::move(source)).result();
}

std::string codeOf(const std::vector<std::string> &lines) {
    std::string text;
    for (const std::string &line : lines) text += line + '\n';
    return readCode(std::move(text)).code;
}

} // namespace lapidary::test
