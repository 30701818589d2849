// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lapidary {

/// An exact number: what a grader computes with, so that 0.1 + 0.2 is 0.3 and a third times three is one. Reduced, with
/// a denominator above 0.
struct Fraction {
    std::int64_t above = 0, below = 1;
    bool operator==(const Fraction &) const = default;
};

/// Nothing where the result needs more than 63 bits: an answer that nobody can check is no right one.
std::optional<Fraction> fraction(std::int64_t above, std::int64_t below);
std::optional<Fraction> sum(Fraction a, Fraction b);
std::optional<Fraction> product(Fraction a, Fraction b);
std::optional<Fraction> quotient(Fraction a, Fraction b); ///< nothing where b is 0
Fraction negative(Fraction a);

/// "12", "-3", "4.50", "1/3": digits without signs between groups, and nothing else.
std::optional<Fraction> readFraction(std::string_view text);

/// A finite decimal as digits, else "1/3": the canonical form of readNumber() and readQuantity().
std::string toText(Fraction value);

} // namespace lapidary
