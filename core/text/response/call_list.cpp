// SPDX-License-Identifier: Apache-2.0
// A list of calls as Python writes it, [get_weather(city="Paris", days=3)], by the strict grammar of transformers'
// "python-call-list": keyword arguments only; texts, numbers, lists, dicts, True, False and None.
#include "core/base/utf8.h"
#include "core/text/response/content.h"
#include <charconv>
#include <cmath>
#include <cstring>

namespace lapidary::response {
namespace {

constexpr int kDeepest = 100;
constexpr std::int64_t kLargestInteger = (std::int64_t{1} << 53) - 1; ///< that every reader of JSON keeps

/// Thrown within this file only.
struct Refused {
    Sentence message;
    std::size_t at;
};

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

class Calls {
public:
    explicit Calls(const std::string &text) : text_(text) {}

    Json read() {
        expect('[', "a list of calls");
        Json calls = Json::array();
        items(']', [&] { calls.push_back(call()); });
        skipBlanks();
        if (at_ != text_.size()) refuse("something stands behind the list of calls");
        return calls;
    }

private:
    [[noreturn]] void refuse(Sentence message) const { throw Refused{std::move(message), at_}; }

    char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    void skipBlanks() {
        while (here() != '\0' && std::strchr(" \t\n\r", here())) ++at_;
    }
    bool isAt(char c) {
        skipBlanks();
        return at_ < text_.size() && text_[at_] == c;
    }
    void expect(char c, Sentence what) {
        if (!isAt(c)) refuse({"expected {0}: {1}", std::move(what), std::string(1, c)});
        ++at_;
    }

    template <class Item> void items(char close, Item item) {
        if (isAt(close)) return void(++at_);
        for (;;) {
            item();
            if (isAt(close)) return void(++at_);
            expect(',', "a comma between two items");
        }
    }

    /// A name, as get_weather or files.read-all; nothing where none begins here.
    std::string nameHere() {
        std::size_t end = at_;
        if (!isLetter(here())) return {};
        const auto isInner = [&](std::size_t i) {
            return i < text_.size() && (isLetter(text_[i]) || isDigit(text_[i]));
        };
        while (isInner(end)) ++end;
        while (end < text_.size() && (text_[end] == '-' || text_[end] == '.') && isInner(end + 1))
            for (++end; isInner(end);) ++end;
        return text_.substr(at_, end - at_);
    }
    std::string name(Sentence expected) {
        skipBlanks();
        std::string out = nameHere();
        if (out.empty()) refuse(std::move(expected));
        at_ += out.size();
        return out;
    }

    Json call() {
        const std::string function = name("expected the name of a function");
        expect('(', "the arguments of a call");
        Json arguments = Json::object();
        items(')', [&] {
            const std::string key = name("expected an argument with its name");
            expect('=', "the value of an argument");
            add(arguments, key, value(0));
        });
        return {{"name", function}, {"arguments", std::move(arguments)}};
    }

    void add(Json &to, const std::string &key, Json value) const {
        if (to.contains(key)) refuse({"the name {0} is repeated", key});
        to[key] = std::move(value);
    }

    /// `depth`: how many lists and dicts are around it.
    Json value(int depth) {
        if (isAt('\'') || isAt('"')) return text();
        if (isAt('[') || isAt('{')) return container(depth);
        if (auto number = numberHere()) return *number;
        const std::string word = nameHere();
        static const std::pair<const char *, Json> constants[] = {{"True", true},   {"true", true},   {"False", false},
                                                                  {"false", false}, {"None", Json()}, {"null", Json()}};
        for (const auto &[name, constant] : constants)
            if (word == name) return at_ += word.size(), constant;
        refuse("expected a text, a number, a list, a dict, True, False or None");
    }

    Json container(int depth) {
        if (depth >= kDeepest) refuse({"lists and dicts nested deeper than {0} levels", kDeepest});
        if (text_[at_++] == '[') {
            Json list = Json::array();
            items(']', [&] { list.push_back(value(depth + 1)); });
            return list;
        }
        Json dict = Json::object();
        items('}', [&] {
            if (!isAt('\'') && !isAt('"')) refuse("the keys of a dict must be texts");
            const std::string key = text();
            expect(':', "the value of a key");
            add(dict, key, value(depth + 1));
        });
        return dict;
    }

    std::optional<Json> numberHere() {
        std::size_t end = at_ + (here() == '-');
        const auto digits = [&] {
            const auto from = end;
            while (end < text_.size() && isDigit(text_[end])) ++end;
            return end > from;
        };
        if (end < text_.size() && text_[end] == '0')
            ++end;
        else if (!digits())
            return std::nullopt;
        bool whole = true;
        if (const auto before = end; end < text_.size() && text_[end] == '.') {
            ++end;
            if (digits())
                whole = false;
            else
                end = before;
        }
        if (const auto before = end; end < text_.size() && (text_[end] == 'e' || text_[end] == 'E')) {
            ++end;
            if (end < text_.size() && (text_[end] == '+' || text_[end] == '-')) ++end;
            if (digits())
                whole = false;
            else
                end = before;
        }
        return numberOf(text_.substr(at_, end - at_), whole);
    }

    Json numberOf(const std::string &written, bool whole) {
        if (whole) {
            std::int64_t value = 0;
            const auto read = std::from_chars(written.data(), written.data() + written.size(), value);
            if (written.size() > 17 || read.ec != std::errc() || std::abs(value) > kLargestInteger)
                refuse({"the whole number {0} is too large", written.substr(0, 40)});
            at_ += written.size();
            return value;
        }
        double value = 0;
        const auto read = std::from_chars(written.data(), written.data() + written.size(), value);
        const bool tiny = read.ec == std::errc::result_out_of_range && std::strtod(written.c_str(), nullptr) < 1 &&
                          std::strtod(written.c_str(), nullptr) > -1;
        if (tiny) value = std::strtod(written.c_str(), nullptr);
        if ((read.ec != std::errc() && !tiny) || !std::isfinite(value))
            refuse({"the number {0} is too large", written.substr(0, 40)});
        at_ += written.size();
        return value;
    }

    std::string text() {
        const char quote = here();
        std::string out;
        for (std::size_t at = at_ + 1;;) {
            if (at >= text_.size() || text_[at] == '\n' || text_[at] == '\r') refuse("a text has no end");
            const char c = text_[at++];
            if (c == quote) return at_ = at, out;
            if (c != '\\')
                out += c;
            else
                at = escape(at, out);
        }
    }

    /// Reads what stands behind a backslash; returns where it ends.
    std::size_t escape(std::size_t at, std::string &out) const {
        static constexpr std::string_view kKinds = "\\'\"/bfnrt", kMeant = "\\'\"/\b\f\n\r\t";
        const char kind = at < text_.size() ? text_[at] : '\0';
        if (const auto known = kKinds.find(kind); kind != '\0' && known != kKinds.npos) {
            out += kMeant[known];
            return at + 1;
        }
        auto code = kind == 'u' ? unitAt(at + 1) : std::nullopt;
        if (!code) refuse("a text has an escape that is not known");
        at += 5;
        if (*code >= 0xD800 && *code <= 0xDBFF && text_.substr(at, 2) == "\\u")
            if (const auto low = unitAt(at + 2); low && *low >= 0xDC00 && *low <= 0xDFFF) {
                code = 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00);
                at += 6;
            }
        if (*code >= 0xD800 && *code <= 0xDFFF) refuse("a text has one half of a character");
        utf8::append(out, *code);
        return at;
    }

    std::optional<char32_t> unitAt(std::size_t at) const {
        std::uint32_t value = 0;
        if (at + 4 > text_.size()) return std::nullopt;
        const auto read = std::from_chars(text_.data() + at, text_.data() + at + 4, value, 16);
        return read.ec == std::errc() && read.ptr == text_.data() + at + 4 ? std::optional<char32_t>(value)
                                                                           : std::nullopt;
    }

    const std::string &text_;
    std::size_t at_ = 0;
};

} // namespace

Result<Json> parseCallList(const std::string &text) {
    try {
        return Calls(text).read();
    } catch (const Refused &refused) {
        Error error = unreadable({"a part of the answer is no list of calls: {0}", refused.message}, text);
        error.offset = static_cast<std::int64_t>(refused.at);
        return fail(std::move(error));
    }
}

} // namespace lapidary::response
