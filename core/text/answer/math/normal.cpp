// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/math/normal.h"
#include "core/text/answer/math/work.h"
#include <algorithm>

namespace lapidary::math {
namespace {

constexpr std::size_t kMostTerms = 200, kMostBits = 2048;
constexpr int kMostPower = 4096, kMostOfSum = 32; // of a single term, and of a sum
constexpr unsigned kLargestDivisor = 2000;

using Read = std::optional<Normal>;

bool isSmall(const Integer &value) {
    return value == 0 || msb(boost::multiprecision::abs(value)) < kMostBits;
}
bool isSmall(const Rational &value) {
    return isSmall(numerator(value)) && isSmall(denominator(value));
}

bool add(Normal &to, Normal::Factors factors, const Rational &weight) {
    auto &coefficient = to.terms[factors];
    coefficient += weight;
    const bool fits = isSmall(coefficient) && to.terms.size() <= kMostTerms;
    if (coefficient == 0) to.terms.erase(factors);
    return fits;
}

Normal constant(const Rational &value) {
    Normal out;
    if (value != 0) out.terms[{}] = value;
    return out;
}

Normal atom(const std::string &name, bool opaque, int power = 1) {
    Normal out{.terms = {}, .opaque = opaque};
    Normal::Factors factors;
    factors.atoms[name] = power;
    out.terms[factors] = 1;
    return out;
}

/// c·√r·x·y, each with both parts multiplied; √2·√6 is 2·√3, and i·i is -1.
std::pair<Normal::Factors, Rational> times(const Normal::Factors &a, const Normal::Factors &b) {
    Normal::Factors out = a;
    for (const auto &[name, power] : b.atoms)
        if ((out.atoms[name] += power) == 0) out.atoms.erase(name);
    const Integer common = gcd(a.radicand, b.radicand);
    out.radicand = a.radicand / common * (b.radicand / common);
    Rational weight(common);
    if (const auto imaginary = out.atoms.find("i"); imaginary != out.atoms.end()) {
        const int turns = ((imaginary->second % 4) + 4) % 4;
        out.atoms.erase(imaginary);
        if (turns % 2 == 1) out.atoms["i"] = 1;
        if (turns >= 2) weight = -weight;
    }
    return {std::move(out), std::move(weight)};
}

Read inverseOf(const Normal &value) {
    if (value.isZero()) return std::nullopt;
    if (value.terms.size() > 1) {
        const auto lead = value.terms.begin()->second; // 1/(2+2x) and 1/(1+x) share an atom
        Normal scaled;
        for (const auto &[factors, weight] : value.terms) scaled.terms[factors] = weight / lead;
        Normal out = atom("(" + toText(scaled) + ")", true, -1);
        out.terms.begin()->second = 1 / lead;
        return out;
    }
    const auto &[factors, weight] = *value.terms.begin();
    Normal::Factors below = factors;
    for (auto &[name, power] : below.atoms) power = -power;
    Rational inverted = 1 / (weight * Rational(factors.radicand));                      // 1/√r = √r/r
    if (const auto imaginary = below.atoms.find("i"); imaginary != below.atoms.end()) { // 1/i = -i
        imaginary->second = 1;
        inverted = -inverted;
    }
    Normal out{.terms = {}, .opaque = value.opaque};
    out.terms[below] = inverted;
    return out;
}

Read raised(const Normal &value, int power) {
    if (power < 0) {
        const auto inverted = inverseOf(value);
        return inverted ? raised(*inverted, -power) : std::nullopt;
    }
    if (power > (value.terms.size() > 1 ? kMostOfSum : kMostPower)) return std::nullopt;
    Normal out = constant(1);
    Read square = value;
    for (;; power /= 2) { // by squares: the size of what comes out is bounded at every step
        if (power % 2 == 1) {
            const auto next = product(out, *square);
            if (!next) return std::nullopt;
            out = *next;
        }
        if (power < 2) return out;
        square = product(*square, *square);
        if (!square) return std::nullopt;
    }
}

/// A number to the power 1/degree.
Read rootOf(const Rational &value, unsigned degree) {
    if (value == 0) return constant(0);
    if (value < 0 && degree % 2 == 1) {
        const auto positive = rootOf(-value, degree);
        return positive ? product(*positive, constant(-1)) : std::nullopt;
    }
    if (value < 0) {
        const auto positive = degree == 2 ? rootOf(-value, 2) : std::nullopt;
        return positive ? product(*positive, atom("i", false)) : std::nullopt;
    }
    // (a/b)^(1/d) = (a·b^(d-1))^(1/d) / b
    if (degree > 16 || !Work::spend(Work::kPerRoot)) return std::nullopt;
    const Integer whole = numerator(value) * boost::multiprecision::pow(denominator(value), degree - 1);
    if (!isSmall(whole)) return std::nullopt;
    const auto [outside, inside] = rootParts(whole, degree);
    const Rational weight = Rational(outside) / Rational(denominator(value));
    if (inside == 1) return constant(weight);
    if (degree > 2)
        return product(constant(weight), atom("root" + std::to_string(degree) + "(" + inside.str() + ")", true));
    Normal out;
    out.terms[{.radicand = inside}] = weight;
    return out;
}

Read powerOf(const Node &base, const Node &exponent) {
    const auto below = normalOf(base), above = normalOf(exponent);
    if (!below || !above) return std::nullopt;
    const auto power = above->number();
    if (!power || boost::multiprecision::abs(numerator(*power)) > kMostPower || denominator(*power) > 16) {
        if (power && !below->number()) return atom("(" + toText(*below) + ")^(" + toText(*above) + ")", true);
        return power ? std::nullopt : Read(atom("(" + toText(*below) + ")^(" + toText(*above) + ")", true));
    }
    const int times = static_cast<int>(numerator(*power));
    const auto degree = static_cast<unsigned>(denominator(*power));
    if (degree == 1) return raised(*below, times);
    if (const auto number = below->number()) {
        const auto root = rootOf(*number, degree);
        return root ? raised(*root, times) : std::nullopt;
    }
    return atom("(" + toText(*below) + ")^(1/" + std::to_string(degree) + ")", true, times);
}

std::optional<Rational> wholeCall(const std::string &name, const std::vector<Rational> &given) {
    const auto whole = [](const Rational &value) { return denominator(value) == 1; };
    const auto floored = [](const Rational &value) {
        Integer down = numerator(value) / denominator(value);
        if (value < 0 && Rational(down) != value) --down;
        return down;
    };
    if (name == "abs" && given.size() == 1) return abs(given[0]);
    if (name == "floor" && given.size() == 1) return Rational(floored(given[0]));
    if (name == "ceil" && given.size() == 1) return Rational(-floored(-given[0]));
    if (name == "min" || name == "max") {
        const auto [low, high] = std::minmax_element(given.begin(), given.end());
        return name == "min" ? *low : *high;
    }
    if (!std::all_of(given.begin(), given.end(), whole)) return std::nullopt;
    if (name == "factorial" && given.size() == 1 && given[0] >= 0 && given[0] <= 170) {
        Integer out = 1;
        for (int i = 2; Rational(i) <= given[0]; ++i) out *= i;
        return Rational(out);
    }
    if (name == "binom" && given.size() == 2 && given[1] >= 0 && given[1] <= 170 && given[0] >= given[1] &&
        given[0] <= 1000) {
        Integer out = 1;
        const Integer above = numerator(given[0]);
        for (Integer i = 0; i < numerator(given[1]); ++i) out = out * (above - i) / (i + 1);
        return Rational(out);
    }
    if ((name != "gcd" && name != "lcm") || given.empty()) return std::nullopt;
    Integer out = numerator(given[0]);
    for (const auto &each : given) {
        out = name == "gcd" ? Integer(gcd(out, numerator(each))) : Integer(lcm(out, numerator(each)));
        if (!isSmall(out)) return std::nullopt;
    }
    return Rational(boost::multiprecision::abs(out));
}

Read call(const Node &value) {
    std::string name = value.name + "(";
    std::vector<Rational> numbers;
    for (const auto &part : value.parts) {
        const auto read = normalOf(part);
        if (!read) return std::nullopt;
        if (const auto number = read->number()) numbers.push_back(*number);
        name += (name.back() == '(' ? "" : ",") + toText(*read);
    }
    if (!numbers.empty() && numbers.size() == value.parts.size())
        if (const auto whole = wholeCall(value.name, numbers)) return constant(*whole);
    return atom(name + ")", true);
}

Read all(const std::vector<Node> &parts, bool added) {
    Normal out = constant(added ? 0 : 1);
    for (const auto &part : parts) {
        const auto read = normalOf(part);
        const auto next = !read ? std::nullopt : added ? sum(out, *read) : product(out, *read);
        if (!next) return std::nullopt;
        out = *next;
    }
    return out;
}

/// Nothing but 2 and 5: the decimal ends.
std::optional<unsigned> decimalPlaces(Integer below) {
    unsigned twos = 0, fives = 0;
    for (; below % 2 == 0; below /= 2) ++twos;
    for (; below % 5 == 0; below /= 5) ++fives;
    const unsigned places = std::max(twos, fives);
    return below == 1 && places <= 12 ? std::optional(places) : std::nullopt;
}

} // namespace

std::optional<Rational> Normal::number() const {
    if (terms.empty()) return Rational(0);
    if (terms.size() > 1 || terms.begin()->first != Factors{}) return std::nullopt;
    return terms.begin()->second;
}

std::optional<Normal> sum(const Normal &a, const Normal &b, const Rational &weight) {
    if (!Work::spend(static_cast<std::int64_t>(a.terms.size() + b.terms.size()))) return std::nullopt;
    Normal out = a;
    out.opaque = a.opaque || b.opaque;
    for (const auto &[factors, coefficient] : b.terms)
        if (!add(out, factors, coefficient * weight)) return std::nullopt;
    return out;
}

std::optional<Normal> product(const Normal &a, const Normal &b) {
    if (!Work::spend(static_cast<std::int64_t>(a.terms.size() * b.terms.size()))) return std::nullopt;
    Normal out{.terms = {}, .opaque = a.opaque || b.opaque};
    for (const auto &[left, first] : a.terms)
        for (const auto &[right, second] : b.terms) {
            auto [factors, weight] = times(left, right);
            if (!add(out, std::move(factors), first * second * weight)) return std::nullopt;
        }
    return out;
}

std::pair<Integer, Integer> rootParts(const Integer &n, unsigned degree) {
    Integer rest = n, outside = 1, inside = 1;
    for (unsigned divisor = 2; divisor <= kLargestDivisor && rest > 1; ++divisor) {
        unsigned times = 0;
        for (; rest % divisor == 0; rest /= divisor) ++times;
        outside *= boost::multiprecision::pow(Integer(divisor), times / degree);
        inside *= boost::multiprecision::pow(Integer(divisor), times % degree);
    }
    if (degree == 2) {
        const Integer root = boost::multiprecision::sqrt(rest);
        if (root * root == rest) return {Integer(outside * root), inside};
    }
    return {outside, Integer(inside * rest)};
}

std::optional<Normal> normalOf(const Node &value) {
    switch (value.kind) {
    case Kind::Number:
        return isSmall(value.number) ? Read(constant(value.number)) : std::nullopt;
    case Kind::Symbol:
        return atom(value.name, false);
    case Kind::Text:
        return atom("\"" + value.name + "\"", false);
    case Kind::Sum:
        return all(value.parts, true);
    case Kind::Product:
        return all(value.parts, false);
    case Kind::Power:
        return powerOf(value.parts[0], value.parts[1]);
    case Kind::Call:
        return call(value);
    case Kind::Percent:
        return all({value.parts[0], numberNode(Rational(1, 100))}, false);
    case Kind::Degree:
        return all({value.parts[0], symbolNode("pi"), numberNode(Rational(1, 180))}, false);
    default:
        return std::nullopt;
    }
}

std::string toText(const Rational &value) {
    const auto places = decimalPlaces(denominator(value));
    if (!places) return value.str();
    const Integer scaled = numerator(value * Rational(boost::multiprecision::pow(Integer(10), *places)));
    std::string text = Integer(boost::multiprecision::abs(scaled)).str();
    if (*places > 0) {
        if (text.size() <= *places) text.insert(0, *places + 1 - text.size(), '0');
        text.insert(text.size() - *places, ".");
    }
    return (value < 0 ? "-" : "") + text;
}

std::string toText(const Normal &value) {
    if (value.isZero()) return "0";
    std::string out;
    for (auto term = value.terms.rbegin(); term != value.terms.rend(); ++term) {
        const auto &[factors, weight] = *term;
        std::string text;
        const auto add = [&](const std::string &factor) { text += (text.empty() ? "" : "*") + factor; };
        const bool bare = factors == Normal::Factors{};
        const Rational size = abs(weight);
        if (bare || size != 1) add(toText(size));
        if (factors.radicand != 1) add("sqrt(" + factors.radicand.str() + ")");
        for (const auto &[name, power] : factors.atoms) add(power == 1 ? name : name + "^" + std::to_string(power));
        out += (weight < 0 ? "-" : out.empty() ? "" : "+") + text;
    }
    return out;
}

} // namespace lapidary::math
