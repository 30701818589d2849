// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/symbolic/formula.h"
#include "core/text/answer/math/reader.h"
#include <optional>
#include <sstream>

namespace lapidary::symbolic {
namespace {

using GiNaC::ex;
using math::Kind;
using math::Node;

constexpr long kLargestPower = 1000;

std::optional<ex> converted(const Node &value, Symbols &symbols);

std::optional<ex> call(const Node &value, Symbols &symbols) {
    if (value.parts.size() != 1) return std::nullopt;
    const auto inner = converted(value.parts[0], symbols);
    if (!inner) return std::nullopt;
    if (value.name == "sin") return GiNaC::sin(*inner);
    if (value.name == "cos") return GiNaC::cos(*inner);
    if (value.name == "tan") return GiNaC::tan(*inner);
    if (value.name == "ln") return GiNaC::log(*inner);
    if (value.name == "exp") return GiNaC::exp(*inner);
    if (value.name == "abs") return GiNaC::abs(*inner);
    if (value.name == "arctan") return GiNaC::atan(*inner);
    if (value.name == "arcsin") return GiNaC::asin(*inner);
    if (value.name == "arccos") return GiNaC::acos(*inner);
    const bool small = GiNaC::is_a<GiNaC::numeric>(*inner) && *inner >= 0 && *inner <= 500;
    if (value.name == "factorial" && small) return GiNaC::factorial(*inner);
    return std::nullopt;
}

std::optional<ex> symbolOf(const std::string &name, Symbols &symbols) {
    if (name == "pi") return GiNaC::Pi;
    if (name == "e") return GiNaC::exp(1);
    if (name == "i") return GiNaC::I;
    if (name == "infty" || name == "dots" || name == "emptyset") return std::nullopt;
    return symbols.try_emplace(name, name).first->second;
}

std::optional<ex> power(const ex &base, const ex &exponent) {
    if (GiNaC::is_a<GiNaC::numeric>(exponent) && GiNaC::abs(exponent) > kLargestPower) return std::nullopt;
    if (base.is_zero() && !(GiNaC::is_a<GiNaC::numeric>(exponent) && exponent > 0)) return std::nullopt;
    return GiNaC::pow(base, exponent);
}

std::optional<ex> converted(const Node &value, Symbols &symbols) {
    if (value.kind == Kind::Number) return GiNaC::numeric(value.number.str().c_str());
    if (value.kind == Kind::Symbol) return symbolOf(value.name, symbols);
    if (value.kind == Kind::Call) return call(value, symbols);
    std::vector<ex> parts;
    for (const Node &part : value.parts) {
        const auto read = converted(part, symbols);
        if (!read) return std::nullopt;
        parts.push_back(*read);
    }
    switch (value.kind) {
    case Kind::Sum:
    case Kind::Product: {
        ex all = value.kind == Kind::Sum ? 0 : 1;
        for (const ex &part : parts) all = value.kind == Kind::Sum ? ex(all + part) : ex(all * part);
        return all;
    }
    case Kind::Power:
        return power(parts[0], parts[1]);
    case Kind::Percent:
        return parts[0] / 100;
    case Kind::Degree:
        return parts[0] * GiNaC::Pi / 180;
    default:
        return std::nullopt;
    }
}

Error badInput(const std::string &text, const std::string &field, Sentence expected) {
    return {.code = "tool.bad_input",
            .message = "This is nothing that the symbolic checker reads.",
            .field = field,
            .found = text.substr(0, 120),
            .expected = std::move(expected)};
}

/// sin, cos, tan and exp, written with a letter for exp(t / d) and one for exp(i t / d) of everything t that stands in
/// their arguments, d being the common divisor of what it is multiplied by. What is 0 whatever the letters are is 0.
class AsExponentials final : public GiNaC::map_function {
public:
    static ex of(const ex &value) {
        AsExponentials map;
        map(value); // finds the divisors
        return map(value);
    }
    ex operator()(const ex &value) override {
        const bool ofE = GiNaC::is_a<GiNaC::power>(value) && value.op(0).is_equal(GiNaC::exp(1));
        const bool sine = GiNaC::is_the_function<GiNaC::sin_SERIAL>(value),
                   cosine = GiNaC::is_the_function<GiNaC::cos_SERIAL>(value);
        if (ofE || GiNaC::is_the_function<GiNaC::exp_SERIAL>(value))
            return exponential(value.op(ofE ? 1 : 0)).value_or(value);
        if (!sine && !cosine && !GiNaC::is_the_function<GiNaC::tan_SERIAL>(value)) return value.map(*this);
        const auto power = exponential(GiNaC::I * value.op(0));
        if (!power) return value;
        const ex sum = *power + 1 / *power, difference = *power - 1 / *power;
        if (sine) return difference / (2 * GiNaC::I);
        return cosine ? sum / 2 : difference / (GiNaC::I * sum);
    }

private:
    struct Letter {
        GiNaC::symbol symbol{};
        GiNaC::numeric divisor = 1;
        std::optional<ex> power(const GiNaC::numeric &times) {
            divisor = GiNaC::lcm(divisor, times.denom());
            const GiNaC::numeric exponent = times * divisor;
            if (GiNaC::abs(exponent) > kLargestExponent) return std::nullopt;
            return GiNaC::pow(symbol, exponent);
        }
    };

    /// None where a term is multiplied by no rational number, or by too large a one.
    std::optional<ex> exponential(const ex &argument) {
        const ex sum = argument.expand();
        const bool several = GiNaC::is_a<GiNaC::add>(sum);
        ex out = 1;
        for (std::size_t t = 0; t < (several ? sum.nops() : 1); ++t) {
            const auto factor = ofTerm(several ? sum.op(t) : sum);
            if (!factor) return std::nullopt;
            out *= *factor;
        }
        return out;
    }
    std::optional<ex> ofTerm(const ex &term) {
        if (term.is_zero()) return ex(1);
        GiNaC::numeric times = 1;
        if (GiNaC::is_a<GiNaC::numeric>(term)) times = GiNaC::ex_to<GiNaC::numeric>(term);
        for (std::size_t f = 0; GiNaC::is_a<GiNaC::mul>(term) && f < term.nops(); ++f)
            if (GiNaC::is_a<GiNaC::numeric>(term.op(f))) times *= GiNaC::ex_to<GiNaC::numeric>(term.op(f));
        if (!times.is_crational()) return std::nullopt;
        const ex base = term / times;
        const auto real = real_[base].power(times.real());
        if (!real) return std::nullopt;
        if (base.is_equal(GiNaC::Pi)) {
            const ex turn = times.imag() * GiNaC::Pi;
            return *real * (GiNaC::cos(turn) + GiNaC::I * GiNaC::sin(turn));
        }
        const auto imaginary = imaginary_[base].power(times.imag());
        return imaginary ? std::optional<ex>(*real * *imaginary) : std::nullopt;
    }

    static constexpr long kLargestExponent = 200;
    std::map<ex, Letter, GiNaC::ex_is_less> real_{}, imaginary_{};
};

/// Whether a value without letters is certainly not 0, and not what is left of digits that a difference lost.
bool isCertainlyNotZero(const ex &there) {
    if (GiNaC::is_a<GiNaC::numeric>(there) && GiNaC::ex_to<GiNaC::numeric>(there).is_crational())
        return !there.is_zero();
    const auto numberOf = [](const ex &each) -> std::optional<GiNaC::numeric> {
        const ex number = each.evalf();
        if (!GiNaC::is_a<GiNaC::numeric>(number)) return std::nullopt;
        return GiNaC::ex_to<GiNaC::numeric>(number);
    };
    const ex sum = there.expand();
    const auto whole = numberOf(there);
    if (!whole) return false;
    GiNaC::numeric largest = 1;
    for (std::size_t t = 0; GiNaC::is_a<GiNaC::add>(sum) && t < sum.nops(); ++t) {
        const auto part = numberOf(sum.op(t));
        if (!part) return false;
        if (GiNaC::abs(*part) > largest) largest = GiNaC::abs(*part);
    }
    static const GiNaC::numeric small("1e-25");
    return GiNaC::abs(*whole) > small * largest;
}

/// Fixed numbers of both signs, a different one for each letter and try.
GiNaC::exmap pointOf(const Symbols &symbols, int turn) {
    GiNaC::exmap point;
    int letter = 1;
    for (const auto &[name, symbol] : symbols) {
        const int sign = (letter + turn) % 2 == 0 ? -1 : 1;
        point[symbol] = GiNaC::numeric(sign * (7 * letter + 11 * turn + 3), 5 * letter + 3 * turn + 4);
        ++letter;
    }
    return point;
}

/// A way on which GiNaC meets something without a value, as at a pole, shows nothing.
template <class F> bool shown(F way) {
    try {
        return way();
    } catch (const std::exception &) {
        return false;
    }
}

/// GiNaC throws where a formula has no value, as 1/0 has none.
Result<std::optional<ex>> valueOf(const Node &read, const std::string &text, const std::string &field,
                                  Symbols &symbols) {
    try {
        return converted(read, symbols);
    } catch (const std::exception &) {
        return fail({.code = "tool.no_value",
                     .message = "This formula has no value.",
                     .field = field,
                     .found = text.substr(0, 120),
                     .expected = "a formula with a value, without a division by 0 or a logarithm of 0"});
    }
}

} // namespace

Result<ex> formula(const std::string &text, const std::string &field, Symbols &symbols) {
    const auto read = math::readMath(text);
    const auto value = read ? valueOf(*read, text, field, symbols) : Result<std::optional<ex>>(std::nullopt);
    if (!value) return unexpected(value.error());
    if (!*value) return fail(badInput(text, field, "one formula of numbers, letters, powers, roots and functions"));
    return **value;
}

Result<ex> equation(const std::string &text, Symbols &symbols) {
    const auto read = math::readMath(text);
    if (!read || read->kind != Kind::Relation) return formula(text, "equation", symbols);
    const auto left = valueOf(read->parts[0], text, "equation", symbols),
               right = valueOf(read->parts[1], text, "equation", symbols);
    if (!left) return unexpected(left.error());
    if (!right) return unexpected(right.error());
    if (read->name != "=" || !*left || !*right) return fail(badInput(text, "equation", "one equation, as \"x^2 = 4\""));
    return ex(**left - **right);
}

Zero isZero(const ex &value, const Symbols &symbols) {
    if (shown([&] { return value.expand().normal().expand().is_zero(); })) return Zero::Yes;
    GiNaC::Digits = 40;
    for (int turn = 0; turn < 4; ++turn)
        if (shown([&] { return isCertainlyNotZero(value.subs(pointOf(symbols, turn))); })) return Zero::No;
    const bool zero = shown([&] { return AsExponentials::of(value).expand().normal().numer().expand().is_zero(); });
    return zero ? Zero::Yes : Zero::Unknown;
}

Result<std::vector<ex>> roots(const ex &value, const GiNaC::symbol &unknown) {
    const auto refuse = [&](const char *expected) {
        return fail({.code = "tool.no_value",
                     .message = "The symbolic checker cannot solve this equation.",
                     .field = "equation",
                     .found = textOf(value).substr(0, 120),
                     .expected = expected});
    };
    const ex above = value.normal().numer().expand();
    if (above.is_zero() || !above.is_polynomial(unknown) || above.degree(unknown) < 1)
        return refuse("a polynomial in the unknown that is not 0 everywhere");
    const ex factored = GiNaC::factor(above);
    std::vector<ex> out, factors;
    if (GiNaC::is_a<GiNaC::mul>(factored))
        factors.assign(factored.begin(), factored.end());
    else
        factors.push_back(factored);
    for (ex factor : factors) {
        if (GiNaC::is_a<GiNaC::power>(factor)) factor = factor.op(0);
        const ex part = factor.expand();
        const int degree = part.degree(unknown);
        if (degree > 2) return refuse("a polynomial whose factors have a degree of at most 2");
        if (degree < 1) continue;
        const ex a = part.coeff(unknown, 2), b = part.coeff(unknown, 1), c = part.coeff(unknown, 0);
        if (degree == 1) {
            out.push_back((-c / b).normal());
            continue;
        }
        const ex root = GiNaC::sqrt((b * b - 4 * a * c).expand());
        out.push_back(((-b + root) / (2 * a)).expand());
        out.push_back(((-b - root) / (2 * a)).expand());
    }
    return out;
}

std::string textOf(const ex &value) {
    std::ostringstream out;
    out << value;
    return out.str();
}

} // namespace lapidary::symbolic
