// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/quantity.h"
#include "core/text/answer/arithmetic.h"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <vector>

namespace lapidary {
namespace {

constexpr std::string_view kTimes = "\xC3\x97"; // ×
constexpr int kMostDigits = 12, kLargestPower = 30;

bool take(std::string_view &text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

void skipSpaces(std::string_view &text) {
    while (take(text, " ") || take(text, "\\,") || take(text, "~")) {
    }
}

std::optional<std::int64_t> wholeOf(std::string_view digits) {
    std::int64_t value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return read.ec == std::errc() && read.ptr == digits.data() + digits.size() && std::abs(value) < 1'000'000'000
               ? std::optional(value)
               : std::nullopt;
}

/// A finite decimal as digits, else a reduced fraction.
std::optional<std::string> quotient(std::optional<std::int64_t> above, std::optional<std::int64_t> below) {
    if (!above || !below || *below == 0) return std::nullopt;
    const std::int64_t sign = (*above < 0) != (*below < 0) ? -1 : 1, common = std::gcd(*above, *below);
    const std::int64_t a = std::abs(*above) / common, b = std::abs(*below) / common;
    std::int64_t scale = 1;
    int digits = 0;
    for (; scale % b != 0 && digits < kMostDigits; ++digits) scale *= 10;
    const std::string minus = sign < 0 && a != 0 ? "-" : "";
    if (scale % b != 0 || a > INT64_MAX / (scale / b)) return minus + std::to_string(a) + "/" + std::to_string(b);
    std::string all = std::to_string(a * (scale / b));
    if (digits == 0) return minus + all;
    const auto width = static_cast<std::size_t>(digits);
    if (all.size() <= width) all.insert(0, width + 1 - all.size(), '0');
    return leadingNumber(minus + all.insert(all.size() - width, "."));
}

/// {12}, or a single digit.
std::optional<std::int64_t> takeBraced(std::string_view &text) {
    const bool braces = take(text, "{");
    const auto length =
        braces ? std::min(text.find_first_not_of("-0123456789"), text.size()) : std::min<std::size_t>(1, text.size());
    const auto value = wholeOf(text.substr(0, length));
    text.remove_prefix(length);
    return braces && !take(text, "}") ? std::nullopt : value;
}

/// One argument of \frac; a root must be a whole number.
std::optional<std::int64_t> takeArgument(std::string_view &text) {
    skipSpaces(text);
    const bool braces = take(text, "{\\sqrt");
    if (!braces && !take(text, "\\sqrt")) return takeBraced(text);
    const auto square = takeBraced(text);
    if (!square || *square < 0 || (braces && !take(text, "}"))) return std::nullopt;
    const auto root = static_cast<std::int64_t>(std::llround(std::sqrt(static_cast<double>(*square))));
    return root * root == *square ? std::optional(root) : std::nullopt;
}

std::optional<NumberInText> latexFraction(std::string_view text) {
    const bool negative = take(text, "-");
    if (!take(text, "\\frac") && !take(text, "\\dfrac") && !take(text, "\\tfrac")) return std::nullopt;
    const auto above = takeArgument(text), below = takeArgument(text);
    auto value = quotient(above && negative ? std::optional(-*above) : above, below);
    return value ? std::optional(NumberInText{std::move(*value), text}) : std::nullopt;
}

std::optional<NumberInText> slashFraction(const NumberInText &above) {
    auto rest = above.rest;
    if (!take(rest, "/") || rest.empty() || rest[0] < '0' || rest[0] > '9') return std::nullopt;
    const auto below = readNumber(rest);
    auto value = below ? quotient(wholeOf(above.canonical), wholeOf(below->canonical)) : std::nullopt;
    return value ? std::optional(NumberInText{std::move(*value), below->rest}) : std::nullopt;
}

/// "\times 10^{3}" behind a number: its point moves.
std::optional<NumberInText> timesPowerOfTen(const NumberInText &number) {
    auto rest = number.rest;
    skipSpaces(rest);
    if (!take(rest, "\\times") && !take(rest, "\\cdot") && !take(rest, kTimes) && !take(rest, "x") && !take(rest, "*"))
        return std::nullopt;
    skipSpaces(rest);
    if (!take(rest, "10^") && !take(rest, "10**")) return std::nullopt;
    const bool braces = take(rest, "{");
    const auto length = std::min(rest.find_first_not_of("0123456789", rest.starts_with('-') ? 1 : 0), rest.size());
    const auto power = wholeOf(rest.substr(0, length));
    rest.remove_prefix(length);
    if (!power || std::abs(*power) > kLargestPower || (braces && !take(rest, "}"))) return std::nullopt;
    std::string digits = number.canonical;
    const bool negative = digits[0] == '-';
    if (negative) digits.erase(0, 1);
    auto point = std::min(digits.find('.'), digits.size());
    if (point < digits.size()) digits.erase(point, 1);
    digits.insert(0, kLargestPower, '0');
    digits.append(kLargestPower, '0');
    point = static_cast<std::size_t>(static_cast<std::int64_t>(point) + kLargestPower + *power);
    digits.insert(point, ".");
    auto value = leadingNumber((negative ? "-" : "") + digits);
    return value ? std::optional(NumberInText{std::move(*value), rest}) : std::nullopt;
}

/// A part of an equation as evaluateArithmetic() reads it: without currency, and commas between digits.
std::string plain(std::string_view part) {
    std::string out;
    for (std::size_t i = 0; i < part.size(); ++i) {
        if (part.substr(i).starts_with(kTimes))
            out += '*', ++i;
        else if (part[i] != '$' && part[i] != ',')
            out += part[i];
    }
    while (!out.empty() && (out.back() == '.' || out.back() == ' ')) out.pop_back();
    return out;
}

/// "9 * 2 = 18": the number at its end, or at its beginning where a sum stands behind.
std::optional<NumberInText> equation(std::string_view text) {
    std::size_t end = 0, equals = 0;
    std::vector<std::string_view> parts;
    for (; end < text.size(); ++end) {
        if (text.substr(end).starts_with(kTimes))
            ++end;
        else if (text[end] == '=')
            parts.push_back(text.substr(equals, end - equals)), equals = end + 1;
        else if (std::string_view("0123456789 .,+-*/()$%").find(text[end]) == std::string_view::npos)
            break;
    }
    if (parts.empty()) return std::nullopt;
    parts.push_back(text.substr(equals, end - equals));
    NumberInText out{"", text.substr(end)};
    const auto first = evaluateArithmetic(plain(parts.front()));
    for (const auto part : parts)
        if (const auto value = evaluateArithmetic(plain(part));
            !first || !value || std::abs(*value - *first) > 1e-9 * std::max(1.0, std::abs(*first)))
            return out;
    auto number = wholeNumber(parts.back());
    if (!number) number = wholeNumber(parts.front());
    if (number) out.canonical = std::move(*number);
    return out;
}

} // namespace

std::optional<NumberInText> readQuantity(std::string_view text) {
    if (auto fraction = latexFraction(text)) return fraction;
    auto number = readNumber(text);
    if (!number) return std::nullopt;
    if (auto scaled = timesPowerOfTen(*number)) return scaled;
    if (auto whole = equation(text)) return whole;
    if (auto fraction = slashFraction(*number)) return fraction;
    return number;
}

} // namespace lapidary
