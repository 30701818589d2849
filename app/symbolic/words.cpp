// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/symbolic/words.h"
#include <algorithm>
#include <array>

namespace lapidary::symbolic {
namespace {

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// Longer ones first.
constexpr std::array<std::string_view, 18> kSigns = {"<->", "->", "!=", "<=", ">=", "&", "|", "!", "=",
                                                     "<",   ">",  "+",  "-",  "*",  "/", "^", "(", ")"};

std::size_t lengthOf(std::string_view rest) {
    std::size_t length = 0;
    if (isDigit(rest[0])) {
        while (length < rest.size() && (isDigit(rest[length]) || rest[length] == '.')) ++length;
        return length;
    }
    const std::size_t mark = rest[0] == '?' ? 1 : 0;
    if (mark < rest.size() && isLetter(rest[mark])) {
        length = mark;
        while (length < rest.size() && (isLetter(rest[length]) || isDigit(rest[length]))) ++length;
        return length;
    }
    for (const auto sign : kSigns)
        if (rest.starts_with(sign)) return sign.size();
    return rest[0] == ',' ? 1 : 0;
}

} // namespace

Result<std::vector<std::string>> wordsIn(const std::string &text, const std::string &field) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r') {
            ++at;
            continue;
        }
        const std::size_t length = lengthOf(std::string_view(text).substr(at));
        if (length == 0) return badText(field, text.substr(at, 40), "names, numbers and the signs of logic and sums");
        words.push_back(text.substr(at, length));
        at += length;
    }
    return words;
}

bool isName(std::string_view word) {
    return !word.empty() && isLetter(word[0]) && word != "and" && word != "or" && word != "not";
}

bool isNumber(std::string_view word) {
    return !word.empty() && isDigit(word[0]);
}

unexpected<Error> badText(const std::string &field, const std::string &found, const Sentence &expected) {
    return fail({.code = "tool.bad_input",
                 .message = "This is nothing that the symbolic checker reads.",
                 .field = field,
                 .found = found.substr(0, 120),
                 .expected = expected});
}

} // namespace lapidary::symbolic
