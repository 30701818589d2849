// SPDX-License-Identifier: Apache-2.0
// The factors of a product: brackets, fractions, roots, functions, powers, matrices.
#include "core/text/answer/math/parser.h"
#include <algorithm>

namespace lapidary::math {

Parser::Read Parser::postfix(Node inner) {
    for (;;) {
        if (is("^")) {
            auto raised = power(std::move(inner));
            if (!raised) return std::nullopt;
            inner = std::move(*raised);
        } else if (is("_")) {
            auto named = subscript(std::move(inner));
            if (!named) return std::nullopt;
            inner = std::move(*named);
        } else if (take("!")) {
            inner = node(Kind::Call, {std::move(inner)}, "factorial");
        } else if (take("%")) {
            inner = node(Kind::Percent, {std::move(inner)});
        } else if (take("deg")) {
            inner = node(Kind::Degree, {std::move(inner)});
        } else if (is("'") && inner.kind == Kind::Symbol) {
            ++at_;
            inner.name += '\'';
        } else {
            return inner;
        }
        if (!deeper()) return std::nullopt;
    }
}

Parser::Read Parser::power(Node inner) {
    ++at_;
    if (take("deg")) return node(Kind::Degree, {std::move(inner)});
    if (is("{") && at_ + 2 < tokens_.size() && tokens_[at_ + 1].is("deg") && tokens_[at_ + 2].is("}")) {
        at_ += 3;
        return node(Kind::Degree, {std::move(inner)});
    }
    if (take("'") && inner.kind == Kind::Symbol) {
        inner.name += '\'';
        return inner;
    }
    auto exponent = argument(false);
    if (exponent && is("^") && deeper()) exponent = power(std::move(*exponent)); // 2^3^2 is 2^9
    if (!exponent) return std::nullopt;
    return node(Kind::Power, {std::move(inner), std::move(*exponent)});
}

/// What stands below is part of the name: x_1, a_{n+1}, and of a number its base: 52_8.
Parser::Read Parser::subscript(Node inner) {
    ++at_;
    const std::size_t from = at_;
    if (!argument(false)) return std::nullopt;
    std::string name;
    for (std::size_t i = from; i < at_; ++i) {
        const auto &token = tokens_[i];
        if (token.is("{") || token.is("}")) continue;
        name += token.kind == Token::Kind::Number ? token.number.str() : token.text;
    }
    if (inner.kind == Kind::Number && inner.places < 0 && inner.number >= 0)
        return symbolNode(inner.number.str() + "_" + name);
    if (inner.kind == Kind::Symbol || inner.kind == Kind::Text) {
        inner.name += "_" + name;
        return inner;
    }
    return node(Kind::Call, {std::move(inner)}, "sub_" + name);
}

/// Of \frac or a power: a group, or the next sign alone. `digitwise`: of a number its first digit, as TeX takes it
/// (\frac34); behind ^ and _ people mean all of it (2^10).
Parser::Read Parser::argument(bool digitwise) {
    if (!deeper()) return std::nullopt;
    if (is("{")) return group();
    if (ended()) return std::nullopt;
    if (is("-")) {
        ++at_;
        auto value = argument(digitwise);
        return value ? Read(minus(std::move(*value))) : std::nullopt;
    }
    Token &token = tokens_[at_];
    const bool digits = token.kind == Token::Kind::Number && token.places < 0 && denominator(token.number) == 1;
    const std::string text = digits ? token.number.str() : std::string();
    if (text.size() < 2 || !digitwise) {
        ++depth_;
        auto read = base();
        --depth_;
        return read;
    }
    if (text.find_first_not_of("0123456789") != text.npos) return std::nullopt;
    token.number = Rational(Integer(text.substr(std::min(text.find_first_not_of('0', 1), text.size() - 1))));
    token.spaced = false;
    return numberNode(text[0] - '0'); // \frac34: each takes one digit
}

Parser::Read Parser::fraction() {
    auto above = argument(true);
    auto below = above ? argument(true) : std::nullopt;
    if (!below) return std::nullopt;
    return node(Kind::Product, {std::move(*above), inverse(std::move(*below))});
}

Parser::Read Parser::root() {
    Node degree = numberNode(2);
    if (take("[")) {
        auto read = sum();
        if (!read || !take("]")) return std::nullopt;
        degree = std::move(*read);
    }
    auto inner = is("(") ? bracketed() : argument(true);
    if (!inner) return std::nullopt;
    return node(Kind::Power, {std::move(*inner), inverse(std::move(degree))});
}

Parser::Read Parser::logarithm() {
    Node below = symbolNode("e");
    bool stated = false;
    if (take("_")) {
        auto read = argument(false);
        if (!read) return std::nullopt;
        below = std::move(*read);
        stated = true;
    }
    auto inner = functionArgument();
    if (!inner) return std::nullopt;
    Node above = node(Kind::Call, {std::move(*inner)}, "ln");
    if (!stated) return above;
    return node(Kind::Product, {std::move(above), inverse(node(Kind::Call, {std::move(below)}, "ln"))});
}

Parser::Read Parser::function(const std::string &name) {
    if (!deeper()) return std::nullopt;
    if (name == "frac") return fraction();
    if (name == "sqrt") return root();
    if (name == "binom") {
        auto above = argument(true);
        auto below = above ? argument(true) : std::nullopt;
        if (!below) return std::nullopt;
        return node(Kind::Call, {std::move(*above), std::move(*below)}, "binom");
    }
    if (name == "log" || name == "ln" || name == "lg") {
        auto read = is("^") ? std::nullopt : logarithm();
        return read;
    }
    std::optional<Node> exponent;
    if (take("^")) {
        exponent = argument(false);
        if (!exponent) return std::nullopt;
    }
    auto inner = functionArgument();
    if (!inner) return std::nullopt;
    const bool inverted = exponent && exponent->kind == Kind::Product && exponent->parts.size() == 2 &&
                          exponent->parts[0].number == -1 && exponent->parts[1].number == 1;
    const bool negative = exponent && exponent->kind == Kind::Number && exponent->number == -1;
    std::vector<Node> parts;
    if (inner->kind == Kind::List || inner->kind == Kind::Tuple)
        parts = std::move(inner->parts);
    else
        parts.push_back(std::move(*inner));
    if (inverted || negative) return node(Kind::Call, std::move(parts), "arc" + name); // \sin^{-1}
    Node call = node(Kind::Call, std::move(parts), name);
    return exponent ? node(Kind::Power, {std::move(call), std::move(*exponent)}) : std::move(call);
}

/// A bracket, behind which a power is one of the function, or the factors that follow without a sign between them:
/// \sin 2x.
Parser::Read Parser::functionArgument() {
    if (is("(")) return bracketed();
    if (is("{")) return factor();
    std::vector<Node> factors;
    while (!ended() && (factors.empty() || now().kind == Token::Kind::Letter || now().kind == Token::Kind::Number ||
                        (now().kind == Token::Kind::Command && (now().text == "frac" || now().text == "sqrt")))) {
        if (now().kind == Token::Kind::Number && !factors.empty() && factors.back().kind == Kind::Number) break;
        auto next = factor();
        if (!next) return std::nullopt;
        factors.push_back(std::move(*next));
    }
    return factors.empty() ? std::nullopt : Read(joined(std::move(factors)));
}

Parser::Read Parser::between(std::string_view close, std::string_view call) {
    const int bars = std::exchange(bars_, close == "|" ? 1 : 0);
    auto inner = list();
    bars_ = bars;
    if (!inner || !take(close)) return std::nullopt;
    return node(Kind::Call, {std::move(*inner)}, std::string(call));
}

Parser::Read Parser::bracketed() {
    if (!deeper()) return std::nullopt;
    if (is("{")) return group();
    if (take("\\{")) return braces();
    if (take("|")) return between("|", "abs");
    if (take("lfloor")) return between("rfloor", "floor");
    if (take("lceil")) return between("rceil", "ceil");
    if (take("langle")) {
        auto read = between("rangle", "");
        if (!read) return std::nullopt;
        Node inner = std::move(read->parts[0]);
        inner.kind = inner.kind == Kind::List ? Kind::Tuple : inner.kind;
        return inner;
    }
    if (!is("(") && !is("[")) return std::nullopt;
    const bool open = is("(");
    ++at_;
    const int bars = std::exchange(bars_, 0);
    auto inner = list();
    bars_ = bars;
    if (!inner || (!is(")") && !is("]"))) return std::nullopt;
    const bool closed = is("]");
    ++at_;
    if (inner->kind != Kind::List) return open == closed ? std::nullopt : std::move(inner);
    const bool pair = inner->parts.size() == 2;
    if ((open && !closed) || (!pair && !open && closed)) {
        inner->kind = Kind::Tuple;
        return inner;
    }
    if (!pair) return std::nullopt;
    inner->kind = Kind::Interval;
    inner->name = std::string(open ? "(" : "[") + (closed ? "]" : ")");
    return inner;
}

/// { … } binds and is not seen.
Parser::Read Parser::group() {
    ++at_;
    if (depth_ >= kDeepest) return std::nullopt;
    ++depth_;
    const int bars = std::exchange(bars_, 0);
    auto inner = list();
    bars_ = bars;
    --depth_;
    return inner && take("}") ? inner : std::nullopt;
}

Parser::Read Parser::braces() {
    if (take("\\}")) return node(Kind::Set, {});
    auto inner = list();
    if (!inner || !take("\\}")) return std::nullopt; // what describes its elements is no list of them
    std::vector<Node> parts;
    if (inner->kind == Kind::List)
        parts = std::move(inner->parts);
    else
        parts.push_back(std::move(*inner));
    return node(Kind::Set, std::move(parts));
}

Parser::Read Parser::environment() {
    const std::string name = now().text;
    ++at_;
    const bool rows = name.ends_with("matrix") || name == "array";
    if (rows) return matrix(name);
    static constexpr std::string_view kAligned[] = {"align", "align*", "aligned", "equation", "equation*", "gather*"};
    if (std::find(std::begin(kAligned), std::end(kAligned), name) == std::end(kAligned)) return std::nullopt;
    auto inner = list();
    while (take("\\\\")) {
    }
    if (!inner || ended() || now().kind != Token::Kind::End) return std::nullopt;
    ++at_;
    return inner;
}

Parser::Read Parser::matrix(const std::string &name) {
    std::vector<Node> rows(1, node(Kind::Tuple, {}));
    for (;;) {
        if (ended() || !deeper()) return std::nullopt;
        if (now().kind == Token::Kind::End) break;
        if (take("&")) continue;
        if (take("\\\\")) {
            if (!rows.back().parts.empty()) rows.push_back(node(Kind::Tuple, {}));
            continue;
        }
        auto cell = sum();
        if (!cell) return std::nullopt;
        rows.back().parts.push_back(std::move(*cell));
    }
    ++at_;
    if (rows.back().parts.empty()) rows.pop_back();
    const bool even = !rows.empty() && std::all_of(rows.begin(), rows.end(), [&](const Node &row) {
        return row.parts.size() == rows[0].parts.size();
    });
    if (!even) return std::nullopt;
    Node all = node(Kind::Matrix, std::move(rows));
    return name == "vmatrix" ? node(Kind::Call, {std::move(all)}, "det") : std::move(all);
}

} // namespace lapidary::math
