// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/number.h"

namespace lapidary {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

constexpr std::string_view kEuro = "\xE2\x82\xAC", kPound = "\xC2\xA3", kMinus = "\xE2\x88\x92"; // €, £, −

bool take(std::string_view &text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

/// Digits with commas between groups: "1,234" but not the comma of "3, 4".
std::string takeDigits(std::string_view &text) {
    std::string digits;
    std::size_t at = 0;
    while (at < text.size()) {
        if (isDigit(text[at])) digits += text[at];
        else if (text[at] != ',' || digits.empty() || at + 1 >= text.size() || !isDigit(text[at + 1])) break;
        ++at;
    }
    text.remove_prefix(at);
    return digits;
}

struct Number {
    std::string canonical;
    std::string_view rest;
};

std::optional<Number> parse(std::string_view text) {
    bool negative = false;
    for (;;) { // spaces, currency and a sign, in any order
        if (take(text, " ") || take(text, "\t") || take(text, "\n") || take(text, "\r") || take(text, "$") || take(text, "\\$") || take(text, kEuro) || take(text, kPound) ||
            take(text, "*")) // "**18**", as chat models emphasise
            continue;
        if (!negative && (take(text, "-") || take(text, kMinus))) negative = true;
        else break;
    }
    std::string whole = takeDigits(text), part;
    if (text.size() > 1 && text[0] == '.' && isDigit(text[1])) {
        text.remove_prefix(1);
        while (!text.empty() && isDigit(text[0])) {
            part += text[0];
            text.remove_prefix(1);
        }
    }
    if (whole.empty() && part.empty()) return std::nullopt;
    whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
    part.erase(part.find_last_not_of('0') + 1);
    if (whole.empty()) whole = "0";
    const bool zero = whole == "0" && part.empty();
    return Number{(negative && !zero ? "-" : "") + whole + (part.empty() ? "" : "." + part), text};
}

} // namespace

std::optional<std::string> leadingNumber(std::string_view text) {
    auto number = parse(text);
    return number ? std::optional(std::move(number->canonical)) : std::nullopt;
}

std::optional<std::string> wholeNumber(std::string_view text) {
    auto number = parse(text);
    if (!number) return std::nullopt;
    auto rest = number->rest;
    while (!rest.empty() && (rest[0] == ' ' || rest[0] == '\n' || rest[0] == '\r' || rest[0] == '\t' || rest[0] == '.' || rest[0] == '%' || rest[0] == '*')) rest.remove_prefix(1);
    return rest.empty() ? std::optional(std::move(number->canonical)) : std::nullopt;
}

} // namespace lapidary
