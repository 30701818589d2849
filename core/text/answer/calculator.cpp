// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/calculator.h"
#include "core/text/answer/math/normal.h"
#include "core/text/answer/math/reader.h"
#include "core/text/answer/math/work.h"
#include <algorithm>

namespace lapidary {
namespace {

using math::Integer;
using math::Kind;
using math::Node;
using math::Rational;

constexpr std::size_t kLongest = 512;
constexpr unsigned kPlaces = 6;

/// Nothing but numbers and what computes with them.
bool isSum(const Node &value) {
    switch (value.kind) {
    case Kind::Number:
        return true;
    case Kind::Call:
        if (value.name != "factorial") return false;
        break;
    case Kind::Sum:
    case Kind::Product:
    case Kind::Power:
    case Kind::Percent:
        break;
    default:
        return false;
    }
    return std::all_of(value.parts.begin(), value.parts.end(), isSum);
}

/// A percent sign in front of a number is meant as the remainder of a division, which is none of the calculator's.
bool hasRemainder(std::string_view sum) {
    for (auto at = sum.find('%'); at != sum.npos; at = sum.find('%', at + 1)) {
        const auto next = sum.find_first_not_of(" \t", at + 1);
        if (next != sum.npos && (sum[next] == '(' || (sum[next] >= '0' && sum[next] <= '9'))) return true;
    }
    return false;
}

/// Rounded half away from zero.
std::string rounded(const Rational &value) {
    const Integer scale = boost::multiprecision::pow(Integer(10), kPlaces);
    const Rational scaled = abs(value) * scale + Rational(1, 2);
    const Integer whole = numerator(scaled) / denominator(scaled);
    const Rational near(value < 0 ? Integer(-whole) : whole, scale);
    return math::toText(near);
}

} // namespace

Result<Calculation> calculate(std::string_view sum) {
    const auto refuse = [&](const char *code, Sentence message, Sentence expected) {
        return fail({.code = code,
                     .message = std::move(message),
                     .field = "input",
                     .found = std::string(sum.substr(0, 120)),
                     .expected = std::move(expected)});
    };
    const math::Work bounded;
    const auto read = sum.size() <= kLongest && !hasRemainder(sum) ? math::readMath(sum) : std::nullopt;
    if (!read || !isSum(*read))
        return refuse("tool.bad_input", "This is no sum that the calculator reads.",
                      {"numbers, + - * / ^ % ! and brackets, of at most {0} bytes", kLongest});
    const auto normal = math::normalOf(*read);
    const auto value = normal ? normal->number() : std::nullopt;
    if (!value)
        return refuse("tool.no_value", "This sum has no value that the calculator can tell exactly.",
                      "no division by 0, no root that is not rational, and numbers of at most 2048 bits");
    std::string exact = math::toText(*value);
    const bool ends = exact.find('/') == exact.npos;
    return Calculation{exact, ends ? exact : rounded(*value)};
}

std::optional<std::string> calculatorContinuation(std::string_view written) {
    const auto open = written.rfind("<<");
    if (open == written.npos || !written.ends_with('=')) return std::nullopt;
    const auto value = calculate(written.substr(open + 2, written.size() - open - 3)); // "9*2=18>>" is no sum
    return value ? std::optional(value->decimal + ">>") : std::nullopt;
}

std::vector<CalculatedSpan> calculatedSpans(std::string_view text) {
    std::vector<CalculatedSpan> spans;
    for (auto mark = text.find('='); mark != text.npos; mark = text.find('=', mark + 1)) {
        const auto said = calculatorContinuation(text.substr(0, mark + 1));
        if (!said || !text.substr(mark + 1).starts_with(*said)) continue;
        spans.push_back({mark + 1, mark + 1 + said->size()});
        mark += said->size();
    }
    return spans;
}

} // namespace lapidary
