// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat_template/lexer.h"
#include "core/base/utf8.h"
#include "core/text/chat_template/value.h"
#include <array>

namespace lapidary::jinja {

namespace {

constexpr std::size_t kMostBrackets = 128;
constexpr std::string_view kSpace = " \t\n\r\v\f";

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

class Lexer {
public:
    Lexer(std::string_view source, const Whitespace &whitespace) : source_(source), whitespace_(whitespace) {}

    std::vector<Token> all() {
        while (at_ < source_.size()) text();
        out_.push_back({Token::Kind::End, {}, source_.size()});
        return std::move(out_);
    }

private:
    [[noreturn]] void fail(const Sentence &message, std::size_t offset) const {
        throw Failure{"template.syntax", message, {}, offset};
    }
    bool stands(std::string_view what) const { return source_.substr(at_, what.size()) == what; }

    /// Text up to the next tag, then the tag.
    void text() {
        const std::size_t begin = at_;
        std::size_t end = at_;
        while (end < source_.size() &&
               !(source_[end] == '{' && end + 1 < source_.size() &&
                 (source_[end + 1] == '{' || source_[end + 1] == '%' || source_[end + 1] == '#')))
            ++end;
        std::string words(source_.substr(begin, end - begin));
        at_ = end;
        if (end >= source_.size()) return addText(std::move(words), begin);
        const char kind = source_[end + 1], mark = end + 2 < source_.size() ? source_[end + 2] : ' ';
        stripBefore(words, mark, kind != '{');
        addText(std::move(words), begin);
        at_ += 2;
        if (mark == '-' || (mark == '+' && kind != '{')) ++at_;
        if (kind == '#') return comment(end);
        if (kind == '%' && raw(end)) return;
        tag(kind, end);
    }

    /// What the mark of a tag, or lstrip_blocks, takes away before it.
    void stripBefore(std::string &words, char mark, bool block) const {
        if (mark == '-') words.erase(words.find_last_not_of(kSpace) + 1);
        if (mark == '-' || mark == '+' || !block || !whitespace_.lstripBlocks) return;
        const std::size_t line = words.rfind('\n') + 1; // 0 where there is none
        if ((line > 0 || lineStarts_) && words.find_first_not_of(" \t", line) == words.npos) words.erase(line);
    }

    /// What the end of a tag takes away behind it.
    void stripAfter(bool all, bool lineFeed) {
        const std::size_t begin = at_;
        if (all)
            at_ = std::min(source_.find_first_not_of(kSpace, at_), source_.size());
        else if (lineFeed && whitespace_.trimBlocks && at_ < source_.size() && source_[at_] == '\n')
            ++at_;
        lineStarts_ = at_ > begin && source_[at_ - 1] == '\n';
    }

    void addText(std::string words, std::size_t offset) {
        if (!words.empty()) out_.push_back({Token::Kind::Text, std::move(words), offset});
    }

    void comment(std::size_t begin) {
        const auto end = source_.find("#}", at_);
        if (end == source_.npos) fail("a comment is not closed", begin);
        const char mark = end > at_ ? source_[end - 1] : ' ';
        at_ = end + 2;
        stripAfter(mark == '-', mark != '+');
    }

    /// {% raw %} … {% endraw %}
    bool raw(std::size_t begin) {
        std::size_t at = source_.find_first_not_of(kSpace, at_);
        if (at == source_.npos || source_.substr(at, 3) != "raw") return false;
        at = source_.find_first_not_of(kSpace, at + 3);
        if (at == source_.npos) return false;
        const char mark = source_[at];
        if (mark == '-' || mark == '+') ++at;
        if (source_.substr(at, 2) != "%}") return false;
        at += 2;
        for (std::size_t close = source_.find("{%", at); close != source_.npos; close = source_.find("{%", close + 2)) {
            std::size_t word = close + 2;
            const char before = word < source_.size() ? source_[word] : ' ';
            if (before == '-' || before == '+') ++word;
            word = source_.find_first_not_of(kSpace, word);
            if (word == source_.npos || source_.substr(word, 6) != "endraw") continue;
            std::size_t end = source_.find_first_not_of(kSpace, word + 6);
            const char behind = end == source_.npos ? ' ' : source_[end];
            if (behind == '-' || behind == '+') ++end;
            if (end == source_.npos || source_.substr(end, 2) != "%}") continue;
            at_ = at;
            stripAfter(mark == '-', false);
            std::string words(source_.substr(std::min(at_, close), close - std::min(at_, close)));
            stripBefore(words, before, true);
            addText(std::move(words), at);
            at_ = end + 2;
            stripAfter(behind == '-', behind != '+');
            return true;
        }
        fail("{% raw %} is not closed", begin);
    }

    void tag(char kind, std::size_t begin) {
        const bool expression = kind == '{';
        out_.push_back({expression ? Token::Kind::ExpressionBegin : Token::Kind::StatementBegin, {}, begin});
        const std::string_view close = expression ? "}}" : "%}";
        std::string open; // brackets: a }} inside of a dict closes nothing
        for (;;) {
            at_ = source_.find_first_not_of(kSpace, at_);
            if (at_ == source_.npos) fail({"the tag is not closed by {0}", std::string(close)}, begin);
            if (open.empty() && (source_[at_] == '-' || source_[at_] == '+') && source_.substr(at_ + 1, 2) == close &&
                (source_[at_] == '-' || !expression)) {
                const bool strip = source_[at_] == '-';
                out_.push_back({expression ? Token::Kind::ExpressionEnd : Token::Kind::StatementEnd, {}, at_});
                at_ += 3;
                return stripAfter(strip, false);
            }
            if (open.empty() && stands(close)) {
                out_.push_back({expression ? Token::Kind::ExpressionEnd : Token::Kind::StatementEnd, {}, at_});
                at_ += 2;
                return stripAfter(false, !expression);
            }
            one(open);
        }
    }

    void one(std::string &open) {
        const std::size_t begin = at_;
        const char c = source_[at_];
        if (isLetter(c)) {
            while (at_ < source_.size() && (isLetter(source_[at_]) || isDigit(source_[at_]))) ++at_;
            return add(Token::Kind::Name, begin);
        }
        if (isDigit(c)) return number();
        if (c == '"' || c == '\'') return string(c);
        static constexpr std::array<std::string_view, 8> two{"==", "!=", "<=", ">=", "//", "**", "~", "|"};
        for (std::string_view each : two)
            if (stands(each)) {
                at_ += each.size();
                return add(Token::Kind::Operator, begin);
            }
        if (std::string_view("+-*/%<>=.,:()[]{}").find(c) == std::string_view::npos)
            fail({"the character '{0}' means nothing here", c}, begin);
        if (c == '(' || c == '[' || c == '{') open += c;
        if (open.size() > kMostBrackets)
            throw Failure{"template.limit", "the template is nested more than 128 deep", {}, begin};
        if (c == ')' || c == ']' || c == '}') {
            const char wanted = c == ')' ? '(' : c == ']' ? '[' : '{';
            if (open.empty() || open.back() != wanted) fail({"'{0}' closes nothing", c}, begin);
            open.pop_back();
        }
        ++at_;
        add(Token::Kind::Operator, begin);
    }

    void add(Token::Kind kind, std::size_t begin) {
        out_.push_back({kind, std::string(source_.substr(begin, at_ - begin)), begin});
    }

    void number() {
        const std::size_t begin = at_;
        std::string digits;
        const auto eat = [&] {
            while (at_ < source_.size() && (isDigit(source_[at_]) || (source_[at_] == '_' && at_ + 1 < source_.size() &&
                                                                      isDigit(source_[at_ + 1])))) {
                if (source_[at_] != '_') digits += source_[at_];
                ++at_;
            }
        };
        eat();
        bool real = false;
        if (at_ + 1 < source_.size() && source_[at_] == '.' && isDigit(source_[at_ + 1])) {
            real = true;
            digits += source_[at_++];
            eat();
        }
        if (at_ < source_.size() && (source_[at_] == 'e' || source_[at_] == 'E')) {
            std::size_t next = at_ + 1;
            if (next < source_.size() && (source_[next] == '+' || source_[next] == '-')) ++next;
            if (next < source_.size() && isDigit(source_[next])) {
                real = true;
                digits += source_.substr(at_, next - at_);
                at_ = next;
                eat();
            }
        }
        out_.push_back({real ? Token::Kind::Float : Token::Kind::Integer, digits, begin});
    }

    void string(char quote) {
        const std::size_t begin = at_++;
        std::string out;
        while (at_ < source_.size() && source_[at_] != quote) {
            if (source_[at_] != '\\' || at_ + 1 >= source_.size()) {
                out += source_[at_++];
                continue;
            }
            const char c = source_[at_ + 1];
            at_ += 2;
            escape(out, c, begin);
        }
        if (at_ >= source_.size()) fail("a text is not closed", begin);
        ++at_;
        out_.push_back({Token::Kind::String, std::move(out), begin});
    }

    /// What a backslash and `c` stand for, of which both are read; `begin` is where the text begins.
    void escape(std::string &out, char c, std::size_t begin) {
        static constexpr std::string_view letters = "ntrbfva0\\'\"", meant{"\n\t\r\b\f\v\a\0\\'\"", 11};
        if (const auto place = letters.find(c); place != letters.npos)
            out += meant[place];
        else if (c == 'x')
            code(out, 2, begin);
        else if (c == 'u')
            code(out, 4, begin);
        else if (c == 'U')
            code(out, 8, begin);
        else if (c != '\n')     // a line that goes on
            (out += '\\') += c; // as Python keeps it
    }

    void code(std::string &out, std::size_t digits, std::size_t begin) {
        const std::string hex(source_.substr(at_, digits));
        if (hex.size() != digits || hex.find_first_not_of("0123456789abcdefABCDEF") != hex.npos)
            fail({"an escape needs {0} hexadecimal digits", digits}, begin);
        const auto value = std::stoul(hex, nullptr, 16);
        if (value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) fail("an escape is no character", begin);
        utf8::append(out, static_cast<char32_t>(value));
        at_ += digits;
    }

    std::string_view source_;
    Whitespace whitespace_;
    std::size_t at_ = 0;
    bool lineStarts_ = true;
    std::vector<Token> out_{};
};

} // namespace

std::vector<Token> tokenise(std::string_view source, const Whitespace &whitespace) {
    return Lexer(source, whitespace).all();
}

} // namespace lapidary::jinja
