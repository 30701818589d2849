// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/number.h"
#include <algorithm>

namespace lapidary {
namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool digitAt(std::string_view text, std::size_t at) {
    return at < text.size() && isDigit(text[at]);
}

constexpr std::string_view kEuro = "\xE2\x82\xAC", kPound = "\xC2\xA3", kMinus = "\xE2\x88\x92"; // €, £, −
constexpr std::string_view kSkipped[] = {
    " ",   "\t",  "\n",  "\r",   "\xC2\xA0", "\xE2\x80\xAF",        // spaces, two of which keep words together
    "$",   "\\$", kEuro, kPound, "*",        "`",                   // "**18**", as chat models emphasise
    "\\(", "\\[", "\\,", "\\ "};                                    // LaTeX's
constexpr std::string_view kGroups[] = {",", "{,}", ",\\!", "\\,"}; // between thousands

bool take(std::string_view &text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

bool takeAny(std::string_view &text) {
    return std::any_of(std::begin(kSkipped), std::end(kSkipped),
                       [&](std::string_view prefix) { return take(text, prefix); });
}

std::string takeRun(std::string_view &text) {
    const auto length = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), isDigit) - text.begin());
    std::string digits(text.substr(0, length));
    text.remove_prefix(length);
    return digits;
}

/// The length of a sign between groups of digits that a digit follows; 0 where there is none: not the comma of "3, 4".
std::size_t separatorAt(std::string_view text) {
    for (const auto sign : kGroups)
        if (text.starts_with(sign) && digitAt(text, sign.size())) return sign.size();
    return 0;
}

/// Digits, with signs between groups of three; nothing where they are grouped otherwise.
std::optional<std::string> takeWhole(std::string_view &text) {
    std::string digits = takeRun(text);
    bool grouped = false;
    while (const auto length = digits.empty() ? 0 : separatorAt(text)) {
        if (!grouped && (digits.size() > 3 || digits[0] == '0')) return std::nullopt;
        grouped = true;
        text.remove_prefix(length);
        const std::string group = takeRun(text);
        if (group.size() != 3) return std::nullopt;
        digits += group;
    }
    return digits;
}

/// Whether the digits go on behind signs that no number of this form has.
bool goesOn(std::string_view rest) {
    if (separatorAt(rest) > 0) return true;
    return !rest.empty() && (rest[0] == '.' || rest[0] == '\'' || rest[0] == '_') && digitAt(rest, 1);
}

/// A sign belongs to what it touches: "- 3" is an item of a list, or a difference.
bool takeSign(std::string_view &text, bool &negative) {
    for (const std::string_view sign : {std::string_view("-"), kMinus, std::string_view("+")}) {
        if (!text.starts_with(sign)) continue;
        auto rest = text.substr(sign.size());
        while (take(rest, "$") || take(rest, "\\$") || take(rest, kEuro) || take(rest, kPound)) {
        }
        if (!digitAt(rest, 0) && !(rest.starts_with('.') && digitAt(rest, 1))) return false;
        text = rest;
        negative = sign != "+";
        return true;
    }
    return false;
}

} // namespace

std::optional<NumberInText> readNumber(std::string_view text) {
    while (takeAny(text)) {
    }
    bool negative = false;
    takeSign(text, negative);
    auto whole = takeWhole(text);
    if (!whole) return std::nullopt;
    std::string part;
    if (text.starts_with('.') && digitAt(text, 1)) {
        text.remove_prefix(1);
        part = takeRun(text);
    }
    if ((whole->empty() && part.empty()) || goesOn(text)) return std::nullopt;
    whole->erase(0, std::min(whole->find_first_not_of('0'), whole->size()));
    part.erase(part.find_last_not_of('0') + 1);
    if (whole->empty()) *whole = "0";
    const bool zero = *whole == "0" && part.empty();
    return NumberInText{(negative && !zero ? "-" : "") + *whole + (part.empty() ? "" : "." + part), text};
}

std::optional<std::string> leadingNumber(std::string_view text) {
    auto number = readNumber(text);
    return number ? std::optional(std::move(number->canonical)) : std::nullopt;
}

std::optional<std::string> wholeNumber(std::string_view text) {
    auto number = readNumber(text);
    if (!number) return std::nullopt;
    auto rest = number->rest;
    while (take(rest, "%") || take(rest, "\\%") || take(rest, ".") || take(rest, "\\)") || take(rest, "\\]") ||
           takeAny(rest)) {
    }
    return rest.empty() ? std::optional(std::move(number->canonical)) : std::nullopt;
}

} // namespace lapidary
