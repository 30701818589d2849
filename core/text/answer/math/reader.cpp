// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/math/reader.h"
#include "core/text/answer/math/parser.h"
#include <algorithm>

namespace lapidary::math {

namespace {

/// Of numbers, roots and constants alone: what a measure can stand behind.
bool isAmount(const Node &value) {
    if (value.kind == Kind::Symbol) return value.name == "pi";
    if (value.kind == Kind::Text) return false;
    return std::all_of(value.parts.begin(), value.parts.end(), isAmount);
}

/// Parts that are lists themselves become parts of the list: "1, {2, 3}".
Node flat(std::vector<Node> parts) {
    std::vector<Node> all;
    for (Node &part : parts) {
        if (part.kind == Kind::List)
            std::move(part.parts.begin(), part.parts.end(), std::back_inserter(all));
        else
            all.push_back(std::move(part));
    }
    return node(Kind::List, std::move(all));
}

} // namespace

const Token &Parser::now() const {
    static const Token end{.text = "end"};
    return ended() ? end : tokens_[at_];
}

bool Parser::take(std::string_view sign) {
    if (!is(sign)) return false;
    ++at_;
    return true;
}

/// Whether one more node may be made, and brackets may open once more.
bool Parser::deeper() {
    return ++nodes_ < kLargest && depth_ < kDeepest;
}

std::optional<Node> Parser::whole() {
    while (take(",")) {
    }
    auto read = list();
    return read && ended() ? read : std::nullopt;
}

Parser::Read Parser::list() {
    std::vector<Node> parts;
    do {
        while (take(",")) { // "1, 2, and 3"
        }
        const bool closes = ended() || is(")") || is("]") || is("}") || is("\\}");
        if (closes && !parts.empty()) break;
        auto part = relation();
        if (!part) return std::nullopt;
        parts.push_back(std::move(*part));
    } while (is(","));
    return parts.size() == 1 ? std::move(parts[0]) : flat(std::move(parts));
}

Parser::Read Parser::relation() {
    std::vector<Node> parts;
    std::string signs;
    for (;;) {
        while (take("&") || take("\\\\")) { // lines of an aligned derivation
        }
        if (signs.empty() && parts.empty() && now().kind == Token::Kind::Relation && now().text == "=") {
            ++at_; // "= 5"
            continue;
        }
        auto part = united();
        if (!part) return std::nullopt;
        parts.push_back(std::move(*part));
        while (take("&") || take("\\\\")) {
        }
        if (ended() || now().kind != Token::Kind::Relation) break;
        signs += now().text;
        ++at_;
    }
    if (!takeModulus()) return std::nullopt;
    return parts.size() == 1 ? std::move(parts[0]) : node(Kind::Relation, std::move(parts), std::move(signs));
}

/// "(mod 11)" behind a congruence says nothing about the number.
bool Parser::takeModulus() {
    const bool bracket = is("(") && at_ + 1 < tokens_.size() && tokens_[at_ + 1].is("mod");
    if (bracket) ++at_;
    if (!take("mod")) return true;
    if (!deeper() || !sum()) return false;
    return !bracket || take(")");
}

Parser::Read Parser::united() {
    std::vector<Node> parts;
    std::string sign;
    for (;;) {
        auto part = sum();
        if (!part) return std::nullopt;
        parts.push_back(std::move(*part));
        const bool again = is("cup") || is("cap") || is("setminus");
        if (!again || (!sign.empty() && sign != now().text)) break;
        sign = now().text;
        ++at_;
    }
    if (parts.size() == 1) return std::move(parts[0]);
    return sign == "cup" ? node(Kind::Union, std::move(parts)) : node(Kind::Call, std::move(parts), sign);
}

Parser::Read Parser::sum() {
    std::vector<Node> parts;
    auto first = signedProduct();
    if (!first) return std::nullopt;
    parts.push_back(std::move(*first));
    while (is("+") || is("-") || is("pm") || is("mp")) {
        const bool both = is("pm") || is("mp");
        const bool negative = is("-");
        ++at_;
        auto next = signedProduct();
        if (!next || !deeper()) return std::nullopt;
        if (both)
            parts.push_back(node(Kind::PlusMinus, {std::move(*next)}));
        else
            parts.push_back(negative ? minus(std::move(*next)) : std::move(*next));
    }
    return parts.size() == 1 ? std::move(parts[0]) : node(Kind::Sum, std::move(parts));
}

Parser::Read Parser::signedProduct() {
    bool negative = false, both = false;
    for (int signs = 0; signs < 3; ++signs) {
        if (take("-"))
            negative = !negative;
        else if (take("pm") || take("mp"))
            both = true;
        else if (!take("+"))
            break;
    }
    auto value = product();
    if (!value) return std::nullopt;
    if (both) return node(Kind::PlusMinus, {std::move(*value)});
    const bool number = negative && value->kind == Kind::Number;
    if (number) value->number = -value->number;
    return negative && !number ? minus(std::move(*value)) : std::move(*value);
}

bool Parser::beginsFactor() const {
    if (ended()) return false;
    const auto &token = now();
    if (token.kind == Token::Kind::Sign)
        return token.is("(") || token.is("[") || token.is("{") || token.is("\\{") || token.is("lfloor") ||
               token.is("lceil") || token.is("langle") || (token.is("|") && bars_ == 0);
    return token.kind != Token::Kind::Relation && token.kind != Token::Kind::End;
}

/// Factors, a measure behind an amount apart: "10 cm" is one thing with a name, "2 x" a product.
Node Parser::joined(std::vector<Node> factors) const {
    return factors.size() == 1 ? std::move(factors[0]) : node(Kind::Product, std::move(factors));
}

Parser::Read Parser::product() {
    std::vector<Node> factors;
    auto first = factor();
    if (!first) return std::nullopt;
    factors.push_back(std::move(*first));
    for (;;) {
        const bool over = is("/") || is(":"), times = is("*");
        const bool mod = is("(") && at_ + 1 < tokens_.size() && tokens_[at_ + 1].is("mod");
        if (mod || (!over && !times && !beginsFactor())) break;
        const bool mixed = !over && !times && factors.back().kind == Kind::Number && factors.back().places < 0 &&
                           now().kind == Token::Kind::Command && now().text == "frac";
        if (over || times) ++at_;
        const bool number = !ended() && now().kind == Token::Kind::Number;
        if (!over && !times && number && factors.back().kind == Kind::Number) { // "3 1/2"
            const std::size_t from = at_;
            const bool slash = from + 2 < tokens_.size() && tokens_[from + 1].is("/") &&
                               tokens_[from + 2].kind == Token::Kind::Number && tokens_[from + 2].number != 0;
            if (!slash) return std::nullopt; // two numbers beside each other mean nothing
            Node part = numberNode(tokens_[from].number / tokens_[from + 2].number);
            factors.back().number += part.number;
            at_ += 3;
            continue;
        }
        bool negative = false;
        if (over || times) negative = take("-");
        auto next = factor();
        if (!next || !deeper()) return std::nullopt;
        if (mixed && next->kind == Kind::Percent && isAmount(*next)) { // 2\frac{1}{2}\%
            next->parts[0] = node(Kind::Sum, {std::move(factors.back()), std::move(next->parts[0])});
            factors.back() = std::move(*next);
            continue;
        }
        if (mixed && isAmount(*next)) {
            factors.back() = node(Kind::Sum, {std::move(factors.back()), std::move(*next)});
            continue;
        }
        if (negative) factors.push_back(numberNode(-1));
        factors.push_back(over ? inverse(std::move(*next)) : std::move(*next));
    }
    return joined(std::move(factors));
}

Parser::Read Parser::factor() {
    if (!deeper()) return std::nullopt;
    ++depth_;
    auto inner = base();
    auto read = inner ? postfix(std::move(*inner)) : std::nullopt;
    --depth_;
    return read;
}

Parser::Read Parser::base() {
    if (ended()) return std::nullopt;
    const Token token = now();
    switch (token.kind) {
    case Token::Kind::Number:
        ++at_;
        return numberNode(token.number, token.places);
    case Token::Kind::Letter:
        ++at_;
        return symbolNode(token.text);
    case Token::Kind::Text:
        ++at_;
        return Node{.kind = Kind::Text, .name = token.text};
    case Token::Kind::Command:
        ++at_;
        return function(token.text);
    case Token::Kind::Begin:
        return environment();
    case Token::Kind::Sign:
        return bracketed();
    default:
        return std::nullopt;
    }
}

std::optional<Node> readMath(std::string_view text, Commas commas) {
    auto tokens = tokensOf(text, commas);
    if (!tokens || tokens->empty()) return std::nullopt;
    return Parser(std::move(*tokens)).whole();
}

} // namespace lapidary::math
