// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/fraction.h"
#include <charconv>
#include <limits>
#include <numeric>

namespace lapidary {
namespace {

constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();

std::optional<std::int64_t> times(std::int64_t a, std::int64_t b) {
    std::int64_t out = 0;
    if (__builtin_mul_overflow(a, b, &out) || out < -kLargest) return std::nullopt;
    return out;
}

std::optional<std::int64_t> plus(std::int64_t a, std::int64_t b) {
    std::int64_t out = 0;
    if (__builtin_add_overflow(a, b, &out) || out < -kLargest) return std::nullopt;
    return out;
}

std::optional<std::int64_t> wholeOf(std::string_view digits) {
    std::int64_t value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool all = read.ec == std::errc() && read.ptr == digits.data() + digits.size() && value >= -kLargest;
    return all ? std::optional(value) : std::nullopt;
}

/// 10^digits; nothing beyond 18 digits.
std::optional<std::int64_t> powerOfTen(std::size_t digits) {
    if (digits > 18) return std::nullopt;
    std::int64_t out = 1;
    for (std::size_t i = 0; i < digits; ++i) out *= 10;
    return out;
}

} // namespace

std::optional<Fraction> fraction(std::int64_t above, std::int64_t below) {
    if (below == 0 || above < -kLargest || below < -kLargest) return std::nullopt;
    const std::int64_t common = std::gcd(above, below), sign = below < 0 ? -1 : 1;
    return Fraction{sign * (above / common), sign * (below / common)};
}

std::optional<Fraction> sum(Fraction a, Fraction b) {
    const std::int64_t common = std::gcd(a.below, b.below);
    const auto left = times(a.above, b.below / common), right = times(b.above, a.below / common);
    const auto below = times(a.below, b.below / common);
    const auto above = left && right ? plus(*left, *right) : std::nullopt;
    return above && below ? fraction(*above, *below) : std::nullopt;
}

std::optional<Fraction> product(Fraction a, Fraction b) {
    const std::int64_t left = std::gcd(a.above, b.below), right = std::gcd(b.above, a.below);
    if (left == 0 || right == 0) return Fraction{};
    const auto above = times(a.above / left, b.above / right), below = times(a.below / right, b.below / left);
    return above && below ? fraction(*above, *below) : std::nullopt;
}

std::optional<Fraction> quotient(Fraction a, Fraction b) {
    if (b.above == 0) return std::nullopt;
    const std::int64_t sign = b.above < 0 ? -1 : 1;
    return product(a, {sign * b.below, sign * b.above});
}

Fraction negative(Fraction a) {
    return {-a.above, a.below};
}

std::optional<Fraction> readFraction(std::string_view text) {
    if (const auto slash = text.find('/'); slash != text.npos) {
        const auto above = readFraction(text.substr(0, slash)), below = readFraction(text.substr(slash + 1));
        return above && below ? quotient(*above, *below) : std::nullopt;
    }
    const auto point = text.find('.');
    if (point == text.npos) {
        const auto whole = wholeOf(text);
        return whole ? std::optional(Fraction{*whole, 1}) : std::nullopt;
    }
    std::string digits(text.substr(0, point));
    const auto part = text.substr(point + 1);
    if (part.empty() || part.find_first_not_of("0123456789") != part.npos) return std::nullopt;
    const auto value = wholeOf(digits.append(part)), scale = powerOfTen(part.size());
    return value && scale ? fraction(*value, *scale) : std::nullopt;
}

std::string toText(Fraction value) {
    std::int64_t rest = value.below;
    std::size_t places = 0;
    for (; rest % 10 == 0; rest /= 10) ++places;
    for (; rest % 5 == 0; rest /= 5) ++places;
    for (; rest % 2 == 0; rest /= 2) ++places;
    std::string whole = std::to_string(value.above);
    if (value.below == 1) return whole;
    const auto scale = rest == 1 ? powerOfTen(places) : std::nullopt;
    const auto digits = scale ? times(value.above, *scale / value.below) : std::nullopt;
    if (!digits) return whole + "/" + std::to_string(value.below);
    std::string text = std::to_string(*digits < 0 ? -*digits : *digits);
    if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
    text.insert(text.size() - places, ".");
    text.erase(text.find_last_not_of('0') + 1);
    return (value.above < 0 ? "-" : "") + text;
}

} // namespace lapidary
