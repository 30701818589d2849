// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/answer/math/node.h"
#include <map>
#include <optional>

namespace lapidary::math {

/// A sum of products in lowest terms: rational coefficients, one square root of a whole number without square factors,
/// and powers of what cannot be taken further apart (letters, "sin(x)", "(1+x)" below a line). Equal sums have equal
/// forms; where nothing is opaque, different forms are different functions.
struct Normal {
    struct Factors {
        Integer radicand = 1;
        std::map<std::string, int> atoms{};
        auto operator<=>(const Factors &other) const {
            if (atoms != other.atoms) return atoms < other.atoms ? -1 : 1;
            return radicand.compare(other.radicand);
        }
        bool operator<(const Factors &other) const { return (*this <=> other) < 0; }
        bool operator==(const Factors &other) const = default;
    };
    std::map<Factors, Rational> terms{}; ///< none: 0
    bool opaque = false;                 ///< an atom is no mere letter, and may hide an identity

    bool isZero() const { return terms.empty(); }
    std::optional<Rational> number() const; ///< where nothing but a rational number is left
};

/// Nothing for what is no number (a set, ±, a division by 0), and where more terms or digits would be needed than any
/// answer has: the bounds are of work, not of a clock, so that a grade is the same on every machine.
std::optional<Normal> normalOf(const Node &value);

std::optional<Normal> sum(const Normal &a, const Normal &b, const Rational &weight = 1); ///< a + weight·b
std::optional<Normal> product(const Normal &a, const Normal &b);

/// "1/2", "0.5", "2*k+2", "3*sqrt(13)".
std::string toText(const Normal &value);
std::string toText(const Rational &value);

/// n = outside^degree · inside, with as small an inside as trial divisions find. n > 0.
std::pair<Integer, Integer> rootParts(const Integer &n, unsigned degree);

} // namespace lapidary::math
