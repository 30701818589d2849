// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <boost/multiprecision/cpp_int.hpp>
#include <string>
#include <utility>
#include <vector>

namespace lapidary::math {

using Integer = boost::multiprecision::cpp_int;
using Rational = boost::multiprecision::cpp_rational;

enum class Kind {
    Number,    ///< number, places
    Symbol,    ///< name: "x", "x_1", "pi", "infinity"; one letter stands for one quantity
    Text,      ///< name: words; units, names, and whatever could not be read
    Sum,       ///< parts
    Product,   ///< parts
    Power,     ///< parts: base, exponent; a root has the exponent 1/n, a quotient the exponent -1
    Call,      ///< name and parts: "sin", "abs", "factorial" …
    PlusMinus, ///< parts: what is added and subtracted
    Percent,   ///< parts: one
    Degree,    ///< parts: one
    List,      ///< parts, "1, 2" or "1 and 2": in any order
    Tuple,     ///< parts in round brackets, in their order; of two it may be an open interval
    Set,       ///< parts in braces
    Interval,  ///< name: its brackets, "[)"; parts: both ends
    Union,     ///< parts
    Relation,  ///< name: a character for each sign, = < > l(≤) g(≥) n(≠) i(∈) a(≈); parts: one more
    Matrix,    ///< parts: rows, each a Tuple
};

/// What a piece of mathematics says, as it was written. Whoever makes one keeps it below kDeepest and kLargest.
struct Node {
    Kind kind = Kind::Number;
    std::string name{};
    Rational number{};
    int places = -1; ///< of a number: decimal places, where it was written with a point
    std::vector<Node> parts{};
};

inline constexpr int kDeepest = 48;           ///< nested brackets
inline constexpr std::size_t kLargest = 600;  ///< nodes
inline constexpr std::size_t kLongest = 1200; ///< bytes of an answer
inline constexpr std::size_t kMostDigits = 200;

inline Node numberNode(Rational value, int places = -1) {
    return {.kind = Kind::Number, .number = std::move(value), .places = places};
}
inline Node symbolNode(std::string name) {
    return {.kind = Kind::Symbol, .name = std::move(name)};
}
inline Node node(Kind kind, std::vector<Node> parts, std::string name = {}) {
    return {.kind = kind, .name = std::move(name), .parts = std::move(parts)};
}
inline Node minus(Node value) {
    return node(Kind::Product, {numberNode(-1), std::move(value)});
}
inline Node inverse(Node value) {
    return node(Kind::Power, {std::move(value), numberNode(-1)});
}
inline Node difference(Node left, Node right) {
    return node(Kind::Sum, {std::move(left), minus(std::move(right))});
}

} // namespace lapidary::math
