// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/expression.h"
#include "core/text/answer/number.h"

namespace lapidary {
namespace {

constexpr int kDeepest = 64, kMostNumbers = 256;

/// Signs as people write them, and the one that they stand for.
constexpr std::pair<std::string_view, char> kSigns[] = {
    {"+", '+'},      {"-", '-'},        {"\xE2\x88\x92", '-'}, {"\xE2\x80\x93", '-'},
    {"*", '*'},      {"\xC3\x97", '*'}, {"\xC2\xB7", '*'},     {"\\times", '*'},
    {"\\cdot", '*'}, {"/", '/'},        {"\xC3\xB7", '/'},     {"\\div", '/'},
    {"(", '('},      {")", ')'}};

/// Recursive descent over sum → product → factor; an error anywhere makes the whole invalid.
class Parser {
public:
    explicit Parser(std::string_view text) : rest_(text) {}

    std::optional<Expression> all() {
        auto out = chain("+-", 0);
        skipBlanks();
        return out && rest_.empty() ? out : std::nullopt;
    }

private:
    void skipBlanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size())); }

    /// One of the signs, and takes it.
    char take(std::string_view among) {
        skipBlanks();
        for (const auto &[text, sign] : kSigns)
            if (rest_.starts_with(text) && among.find(sign) != among.npos) {
                rest_.remove_prefix(text.size());
                return sign;
            }
        return 0;
    }

    std::optional<Expression> chain(std::string_view signs, int depth) {
        const auto next = [&] { return signs == "+-" ? chain("*/", depth) : factor(depth); };
        auto left = next();
        while (left) {
            const char op = take(signs);
            if (op == 0) break;
            auto right = next();
            if (!right) return std::nullopt;
            Expression joined{.op = op};
            joined.parts.push_back(std::move(*left));
            joined.parts.push_back(std::move(*right));
            left = std::move(joined);
        }
        return left;
    }

    std::optional<Expression> factor(int depth) {
        if (depth > kDeepest) return std::nullopt;
        if (take("(")) {
            auto inside = chain("+-", depth + 1);
            return inside && take(")") ? std::move(inside) : std::nullopt;
        }
        if (take("-")) {
            auto inside = factor(depth + 1);
            if (!inside) return inside;
            if (inside->op == 0) return Expression{.number = negative(inside->number)};
            Expression out{.op = '-', .parts = {Expression{}}};
            out.parts.push_back(std::move(*inside));
            return out;
        }
        return number();
    }

    std::optional<Expression> number() {
        skipBlanks();
        const bool begins = !rest_.empty() && ((rest_[0] >= '0' && rest_[0] <= '9') || rest_[0] == '.');
        const auto read = begins && ++numbers_ <= kMostNumbers ? readNumber(rest_) : std::nullopt;
        const auto value = read ? readFraction(read->canonical) : std::nullopt;
        if (!value) return std::nullopt;
        rest_ = read->rest;
        return Expression{.number = *value};
    }

    std::string_view rest_;
    int numbers_ = 0;
};

} // namespace

std::optional<Expression> readExpression(std::string_view text) {
    return Parser(text).all();
}

std::optional<Fraction> valueOf(const Expression &expression) {
    if (expression.op == 0) return expression.number;
    const auto left = valueOf(expression.parts[0]), right = valueOf(expression.parts[1]);
    if (!left || !right) return std::nullopt;
    switch (expression.op) {
    case '+':
        return sum(*left, *right);
    case '-':
        return sum(*left, negative(*right));
    case '*':
        return product(*left, *right);
    default:
        return quotient(*left, *right);
    }
}

std::optional<Fraction> literalOf(const Expression &expression) {
    if (expression.op == 0) return expression.number;
    const bool quotient = expression.op == '/' && expression.parts[0].op == 0 && expression.parts[1].op == 0;
    return quotient ? valueOf(expression) : std::nullopt;
}

std::vector<Fraction> numbersIn(const Expression &expression) {
    if (expression.op == 0) return {expression.number};
    std::vector<Fraction> out;
    for (const auto &part : expression.parts)
        for (const Fraction number : numbersIn(part)) out.push_back(number);
    return out;
}

} // namespace lapidary
