// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/math/numeric.h"
#include "core/text/answer/math/work.h"
#include <boost/multiprecision/cpp_complex.hpp>
#include <optional>

namespace lapidary::math {
namespace {

using Complex = boost::multiprecision::cpp_complex_50;
using Real = boost::multiprecision::cpp_bin_float_50;
using Value = std::optional<Complex>;

constexpr int kPoints = 6, kEnough = 3;

/// A number for a letter that depends on its name and the point alone: between -3 and 3, and never a round one.
Real letterAt(const std::string &name, int point) {
    std::uint64_t state = 0x9E3779B97F4A7C15ULL * static_cast<std::uint64_t>(point + 1);
    for (const char c : name) state = (state ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    state ^= state >> 29;
    state *= 0xBF58476D1CE4E5B9ULL;
    state ^= state >> 32;
    const Real size = Real(1) / 7 + Real(state % 1000003) / 400000;
    return (state >> 40) % 2 == 0 && point > 0 ? -size : size; // at the first one all are positive
}

Value finite(const Complex &value) {
    static const Real largest = boost::multiprecision::pow(Real(10), 400);
    const Real size = boost::multiprecision::abs(value.real()) + boost::multiprecision::abs(value.imag());
    return boost::multiprecision::isfinite(size) && size < largest ? Value(value) : std::nullopt;
}

Value powerOf(const Complex &base, const Complex &exponent, const Node &shape) {
    if (base == Complex(0)) {
        if (exponent.imag() != 0 || exponent.real() <= 0) return std::nullopt;
        return Complex(0);
    }
    const bool whole = exponent.imag() == 0 && exponent.real() == floor(exponent.real()) && abs(exponent.real()) < 5000;
    if (whole) {
        Complex out(1), square = base;
        for (auto times = static_cast<int>(boost::multiprecision::abs(exponent.real())); times > 0; times /= 2) {
            if (times % 2 == 1) out *= square;
            square *= square;
        }
        if (exponent.real() > 0) return finite(out);
        return out == Complex(0) ? std::nullopt : finite(Complex(1) / out);
    }
    // The odd root of a negative number is the real one, as in school.
    const bool root = shape.kind == Kind::Power && shape.parts[0].kind == Kind::Number && shape.parts[1].number == -1;
    const Rational degree = root ? shape.parts[0].number : Rational(0);
    if (root && base.imag() == 0 && base.real() < 0 && denominator(degree) == 1 && numerator(degree) % 2 != 0)
        return finite(-exp(Complex(log(-base)) * exponent));
    return finite(exp(log(base) * exponent));
}

Value callOf(const std::string &name, const std::vector<Complex> &given) {
    if (given.size() != 1) return std::nullopt;
    const Complex x = given[0];
    const auto over = [](const Complex &above, const Complex &below) {
        return below == Complex(0) ? std::nullopt : finite(above / below);
    };
    if (abs(x.real()) > 100000 || abs(x.imag()) > 500) return std::nullopt; // beyond these no digit is left
    if (name == "sin") return finite(sin(x));
    if (name == "cos") return finite(cos(x));
    if (name == "tan") return over(sin(x), cos(x));
    if (name == "cot") return over(cos(x), sin(x));
    if (name == "sec") return over(Complex(1), cos(x));
    if (name == "csc") return over(Complex(1), sin(x));
    if (name == "exp") return finite(exp(x));
    if (name == "sinh") return finite(sinh(x));
    if (name == "cosh") return finite(cosh(x));
    if (name == "tanh") return over(sinh(x), cosh(x));
    if (name == "ln") return x == Complex(0) ? std::nullopt : finite(log(x));
    if (name == "abs") return finite(Complex(boost::multiprecision::sqrt(x.real() * x.real() + x.imag() * x.imag())));
    if (x.imag() != 0) return std::nullopt;
    const Real real = x.real();
    if (name == "arctan") return finite(Complex(atan(real)));
    if (name == "arcsin" && abs(real) <= 1) return finite(Complex(asin(real)));
    if (name == "arccos" && abs(real) <= 1) return finite(Complex(acos(real)));
    if (name == "floor") return Complex(floor(real));
    if (name == "ceil") return Complex(ceil(real));
    return std::nullopt;
}

Value valueAt(const Node &value, int point);

Value symbolAt(const std::string &name, int point) {
    if (name == "pi") return Complex(boost::math::constants::pi<Real>());
    if (name == "e") return Complex(exp(Real(1)));
    if (name == "i") return Complex(Real(0), Real(1));
    return Complex(letterAt(name, point));
}

Value callAt(const Node &value, int point) {
    if (value.name == "sub") return std::nullopt;
    std::vector<Complex> given;
    for (const auto &part : value.parts) {
        const auto read = valueAt(part, point);
        if (!read) return std::nullopt;
        given.push_back(*read);
    }
    return callOf(value.name, given);
}

Value valueAt(const Node &value, int point) {
    if (!Work::spend(Work::kPerValue)) return std::nullopt;
    const auto part = [&](std::size_t at) { return valueAt(value.parts[at], point); };
    switch (value.kind) {
    case Kind::Number:
        return Complex(Real(value.number));
    case Kind::Symbol:
        return symbolAt(value.name, point);
    case Kind::Text:
        return Complex(letterAt("\"" + value.name, point));
    case Kind::Call:
        return callAt(value, point);
    case Kind::Power: {
        const auto base = part(0), exponent = part(1);
        return base && exponent ? powerOf(*base, *exponent, value.parts[1]) : std::nullopt;
    }
    case Kind::Percent:
    case Kind::Degree: {
        const auto inner = part(0);
        if (!inner) return std::nullopt;
        return value.kind == Kind::Percent ? *inner / 100 : *inner * boost::math::constants::pi<Real>() / 180;
    }
    case Kind::Sum:
    case Kind::Product: {
        Complex all(value.kind == Kind::Sum ? 0 : 1);
        for (const auto &each : value.parts) {
            const auto next = valueAt(each, point);
            if (!next) return std::nullopt;
            all = value.kind == Kind::Sum ? Complex(all + *next) : Complex(all * *next);
        }
        return finite(all);
    }
    default:
        return std::nullopt;
    }
}

Real sizeOf(const Complex &value) {
    return boost::multiprecision::abs(value.real()) + boost::multiprecision::abs(value.imag());
}

} // namespace

Same compareValues(const Node &a, const Node &b) {
    static const Real digits = boost::multiprecision::pow(Real(10), -30);
    int alike = 0;
    for (int point = 0; point < kPoints; ++point) {
        const auto left = valueAt(a, point), right = valueAt(b, point);
        if (left.has_value() != right.has_value()) return Same::No; // one has no value where the other has
        if (!left) continue;
        const Real size = std::max(Real(1), std::max(sizeOf(*left), sizeOf(*right)));
        if (sizeOf(*left - *right) > digits * size) return Same::No;
        ++alike;
    }
    return alike >= kEnough ? Same::Yes : Same::Unknown;
}

Same compareRounded(const Node &decimal, const Node &value, const Rational &unit) {
    const auto written = valueAt(decimal, 0), meant = valueAt(value, 0);
    if (!written || !meant) return Same::Unknown;
    if (written->imag() != 0 || meant->imag() != 0) return Same::No;
    static const Real exact = 1 - boost::multiprecision::pow(Real(10), -30); // of a whole unit, which is too far
    const Real last = Real(unit) * exact, apart = abs(Real(meant->real() - written->real()));
    const Real beyond = abs(meant->real()) - abs(written->real()); // what is cut off makes a number smaller
    return apart * 2 <= last || (apart < last && beyond > 0) ? Same::Yes : Same::No;
}

} // namespace lapidary::math
