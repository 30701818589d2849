// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/statement.h"
#include "core/base/utf8.h"
#include "core/text/answer/number.h"
#include "core/text/answer/quantity.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr std::size_t kLongest = 400; // bytes that are looked at: a statement is short, and a text may hold many marks

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

template <std::size_t N> bool isOneOf(const std::string_view (&list)[N], std::string_view word) {
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

constexpr std::string_view kHedges[] = {"or",        "maybe", "perhaps", "possibly", "either", "alternatively",
                                        "otherwise", "nor",   "vs",      "versus"};
constexpr std::string_view kScales[] = {
    "hundred", "hundreds", "thousand", "thousands", "million", "millions", "billion", "billions", "trillion", "k", "m",
    "mn",      "mil",      "bn",       "x",         "y",       "z",        "n",       "i",        "e",        "b", "t"};
constexpr std::string_view kParts[] = {"half", "halves", "quarter", "quarters", "third", "thirds", "fifth", "fifths"};
constexpr std::string_view kReasons[] = {"because", "since"};
/// What follows these speaks of something else than the answer: "18 dollars for 3 days", "18, which is 9 * 2", "18, not
/// 19".
constexpr std::string_view kAsides[] = {"for", "per",  "in",   "after", "before", "from", "of",
                                        "by",  "at",   "each", "every", "on",     "with", "when",
                                        "if",  "than", "as",   "not",   "which",  "that", "so"};
constexpr std::string_view kCommands[] = {"text", "textbf", "textit", "textrm", "mathrm", "mathbf",
                                          "mbox", "quad",   "qquad",  "circ",   "degree"};
constexpr std::string_view kWrappers[] = {
    "\\text{",        "\\textbf{", "\\mathrm{", "\\mathbf{", "\\mbox{", "\\boxed{", "\\fbox{", "\\boxed ",
    "\\displaystyle", "<answer>",  "{",         "\\(",       "\\[",     "$",        "*",       "`"};

std::string lower(std::string_view word) {
    std::string out(word);
    for (char &c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::string_view lettersAt(std::string_view text) {
    return text.substr(0,
                       static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), isLetter) - text.begin()));
}

/// The length of a LaTeX command that says nothing about the number; 0 where it may ("18\pi", "18\frac{1}{2}").
std::size_t harmlessCommand(std::string_view text) {
    const auto name = lettersAt(text.substr(1));
    if (!name.empty()) return isOneOf(kCommands, name) ? 1 + name.size() : 0;
    return text.size() > 1 && std::string_view("%$)],; !\\").find(text[1]) != std::string_view::npos ? 2 : 0;
}

/// Characters beyond ASCII that make another number of the one before them: ½, ², −, ×, ÷, ±, dashes, 万 …
bool changesNumber(std::string_view text) {
    static constexpr std::pair<char32_t, char32_t> kRanges[] = {
        {0xB1, 0xB3},     {0xB9, 0xB9},     {0xBC, 0xBE},     {0xD7, 0xD7},     {0xF7, 0xF7},
        {0x660, 0x669},   {0x2010, 0x2015}, {0x2044, 0x2044}, {0x2070, 0x209F}, {0x2150, 0x218F},
        {0x2200, 0x22FF}, {0x4E07, 0x4E07}, {0x4EBF, 0x4EBF}, {0x5104, 0x5104}, {0x5343, 0x5343},
        {0x767E, 0x767E}, {0x842C, 0x842C}, {0xFF06, 0xFF19}, {0xFF5E, 0xFF5E}};
    if (utf8::sequenceLength(text, 0) == 0) return true;
    const char32_t code = utf8::decode(text, 0);
    return std::any_of(std::begin(kRanges), std::end(kRanges),
                       [&](const auto &range) { return code >= range.first && code <= range.second; });
}

/// Whether what touches a number leaves it what it is: nothing, a unit, a mark of the sentence. `alone`: it is no
/// sentence.
bool mayTouch(std::string_view rest, bool alone) {
    if (rest.empty() || isBlank(rest[0])) return true;
    const char c = rest[0], next = rest.size() > 1 ? rest[1] : ' ';
    if (isLetter(c)) {
        const auto unit = lettersAt(rest);
        return unit.size() > 1 && !isOneOf(kScales, lower(unit));
    }
    if (c == '%') return mayTouch(rest.substr(1), alone);
    if (c == '\\') return rest.starts_with("\\%") ? mayTouch(rest.substr(2), alone) : harmlessCommand(rest) > 0;
    if (c == '^') return rest.starts_with("^\\circ") || rest.starts_with("^{\\circ}");
    if (c == '*') return !isDigit(next);             // emphasis
    if (c == '/' || c == '-') return isLetter(next); // "18/day", "18-inch"
    if (c == '<') return next == '/' || isLetter(next);
    if (c == ':' || c == '(') return !isDigit(next);
    if (c == '!') return !alone && (isBlank(next) || next == '*'); // a box holds a factorial
    return static_cast<unsigned char>(c) < 0x80 ? std::string_view("+=>_&|#@~[").find(c) == std::string_view::npos
                                                : !changesNumber(rest);
}

/// Goes through what is said behind a number.
class Remainder {
public:
    Remainder(std::string_view text, const std::string &value, Reach reach)
        : rest_(text), value_(value[0] == '-' ? value.substr(1) : value), reach_(reach) {}

    bool leavesOneAnswer() {
        if (!mayTouch(rest_, reach_ == Reach::All)) return false;
        while (!rest_.empty() && good_ && !done_) {
            if (isDigit(rest_[0]))
                number();
            else if (isLetter(rest_[0]))
                word();
            else if (rest_[0] == '\\')
                command();
            else {
                good_ = rest_[0] != '?';
                if (rest_[0] == '=') aside_ = false;
                rest_.remove_prefix(1);
            }
        }
        return good_;
    }

private:
    void number() {
        const auto other = readNumber(rest_);
        const bool same = other && other->canonical == value_;
        good_ = same || aside_;
        if (other)
            rest_ = other->rest;
        else
            rest_.remove_prefix(
                static_cast<std::size_t>(std::find_if_not(rest_.begin(), rest_.end(), isDigit) - rest_.begin()));
    }
    void word() {
        const auto letters = lettersAt(rest_);
        const std::string word = lower(letters);
        rest_.remove_prefix(letters.size());
        if (isHedge(word) || isOneOf(kParts, word) || (first_ && word != "m" && isOneOf(kScales, word))) good_ = false;
        first_ = false;
        if (reach_ != Reach::Sentence) return;
        if (isOneOf(kReasons, word)) done_ = true;
        if (isOneOf(kAsides, word)) aside_ = true;
        if (word == "and" || word == "to") aside_ = false;
    }
    void command() {
        const auto length = harmlessCommand(rest_);
        good_ = length > 0;
        rest_.remove_prefix(length);
    }

    std::string_view rest_;
    std::string value_;
    Reach reach_;
    bool first_ = true, aside_ = false, good_ = true, done_ = false;
};

bool takesBack(std::string_view next) {
    static constexpr std::string_view kTurns[] = {"but", "however", "although", "though"};
    const std::string word = lower(lettersAt(next));
    return isHedge(word) || isOneOf(kTurns, word);
}

/// The beginning of a text that one statement is. A next sentence or line that takes it back belongs to it: "18.
/// Or 19."
std::string_view within(std::string_view text, Reach reach) {
    text = text.substr(0, kLongest);
    if (reach == Reach::All) return text;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool full =
            (text[i] == '.' || text[i] == '!' || text[i] == '?') && (i + 1 == text.size() || isBlank(text[i + 1]));
        if (text[i] != '\n' && (reach == Reach::Line || !full)) continue;
        const auto next = text.find_first_not_of(" .!?\r\n", i);
        if (next == text.npos || !takesBack(text.substr(next))) return text.substr(0, i + 1);
    }
    return text;
}

/// Takes what may stand before a number: wrappers, and the name of an unknown as in "x = 18". Tells whether a line
/// ended.
bool unwrap(std::string_view &text) {
    bool newLine = false;
    for (bool more = true; more && !text.empty();) {
        more = isBlank(text[0]);
        newLine = newLine || text[0] == '\n';
        if (more) text.remove_prefix(1);
        for (const auto wrapper : kWrappers)
            if (text.starts_with(wrapper)) text.remove_prefix(wrapper.size()), more = true;
    }
    if (!text.empty() && isLetter(text[0])) {
        const auto equals = text.find_first_not_of(' ', 1);
        if (equals != text.npos && text[equals] == '=')
            text.remove_prefix(std::min(text.find_first_not_of(' ', equals + 1), text.size()));
    }
    return newLine;
}

/// "1. First" and "1) first" number the items of a list.
bool isItem(std::string_view rest) {
    if (rest.size() < 3 || (rest[0] != '.' && rest[0] != ')') || rest[1] != ' ') return false;
    const auto next = rest.find_first_not_of(' ', 1);
    return next != rest.npos && rest[next] != '\n' && rest[next] != '\r';
}

} // namespace

bool isHedge(std::string_view word) {
    return isOneOf(kHedges, word);
}

Statement readStatement(std::string_view behind, Reach reach) {
    std::string_view text = behind;
    const bool newLine = unwrap(text);
    if (reach == Reach::All ? behind.size() > kLongest
                            : static_cast<std::size_t>(text.data() - behind.data()) > kLongest)
        return {};
    const auto quantity = readQuantity(within(text, reach));
    if (!quantity) {
        const auto digit = text.find_first_not_of("+-$\\.");
        return {.number = digit != text.npos && isDigit(text[digit])};
    }
    const auto length = static_cast<std::size_t>(quantity->rest.data() - behind.data());
    if ((newLine || reach == Reach::Line) && isItem(behind.substr(length))) return {};
    Statement out{.number = true, .length = length};
    if (quantity->rest.empty() && text.size() > kLongest) return out; // cut in the middle of its digits
    if (!quantity->canonical.empty() && Remainder(quantity->rest, quantity->canonical, reach).leavesOneAnswer())
        out.value = quantity->canonical;
    return out;
}

} // namespace lapidary
