// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/symbolic/logic.h"
#include "app/symbolic/words.h"
#include <algorithm>
#include <array>

namespace lapidary::symbolic {
namespace {

constexpr int kDeepest = 200; ///< parts within parts

/// One level of signs of two sides that bind to the left.
struct Level {
    std::vector<std::string> signs, names; ///< as they are written, and what they are called
};
const std::array<Level, 5> kLevels = {Level{{"<->"}, {"<->"}}, Level{{"or", "|"}, {"or", "or"}},
                                      Level{{"and", "&"}, {"and", "and"}}, Level{{"+", "-"}, {"+", "-"}},
                                      Level{{"*", "/"}, {"*", "/"}}};
constexpr std::array<const char *, 6> kComparisons = {"=", "!=", "<", "<=", ">", ">="};

class Parser {
public:
    Parser(std::vector<std::string> words, std::string field) : words_(std::move(words)), field_(std::move(field)) {}

    Result<Formula> whole() {
        auto all = sides(0);
        if (!all || at_ == words_.size()) return all;
        return wrong();
    }

private:
    /// <-> is level 0, -> stands between it and "or", and comparisons and "not" between "and" and "+".
    Result<Formula> sides(std::size_t level) {
        if (level == kLevels.size()) return minus();
        auto left = below(level);
        while (left) {
            const auto name = sign(kLevels[level]);
            if (name.empty()) return left;
            auto right = below(level);
            if (!right) return right;
            left = Formula{name, {std::move(*left), std::move(*right)}};
        }
        return left;
    }
    Result<Formula> below(std::size_t level) {
        if (++depth_ > kDeepest) return badText(field_, "parts within parts", "a formula of fewer");
        auto out = level == 0 ? implication() : level == 2 ? negation() : sides(level + 1);
        --depth_;
        return out;
    }
    Result<Formula> implication() {
        auto left = sides(1);
        if (!left || !take("->")) return left;
        auto right = below(0);
        if (!right) return right;
        return Formula{"->", {std::move(*left), std::move(*right)}};
    }
    Result<Formula> negation() {
        if (!take("not") && !take("!")) return comparison();
        auto inner = below(2);
        if (!inner) return inner;
        return Formula{"not", {std::move(*inner)}};
    }
    Result<Formula> comparison() {
        auto left = sides(3);
        for (const char *sign : kComparisons) {
            if (!left || !take(sign)) continue;
            auto right = sides(3);
            if (!right) return right;
            return Formula{sign, {std::move(*left), std::move(*right)}};
        }
        return left;
    }
    Result<Formula> minus() {
        if (!take("-")) return power();
        if (++depth_ > kDeepest) return badText(field_, "signs before signs", "a formula of fewer");
        auto inner = minus();
        --depth_;
        if (!inner) return inner;
        return Formula{"neg", {std::move(*inner)}};
    }
    Result<Formula> power() {
        auto base = primary();
        if (!base || !take("^")) return base;
        const bool small = at_ < words_.size() && words_[at_].size() == 1 && words_[at_] >= "0" && words_[at_] <= "8";
        if (!small) return badText(field_, at_ < words_.size() ? words_[at_] : "the end", "a whole power from 0 to 8");
        return Formula{"^", {std::move(*base), Formula{words_[at_++]}}};
    }
    Result<Formula> primary() {
        if (take("(")) {
            auto inner = sides(0);
            if (!inner || take(")")) return inner;
            return wrong();
        }
        if (at_ < words_.size() && (isName(words_[at_]) || isNumber(words_[at_]))) return Formula{words_[at_++]};
        return wrong();
    }
    std::string sign(const Level &level) {
        for (std::size_t s = 0; s < level.signs.size(); ++s)
            if (take(level.signs[s])) return level.names[s];
        return {};
    }
    bool take(std::string_view word) {
        if (at_ == words_.size() || words_[at_] != word) return false;
        ++at_;
        return true;
    }
    unexpected<Error> wrong() const {
        return badText(field_, at_ < words_.size() ? words_[at_] : "the end",
                       "a formula, as \"x > 3 and (p -> not q)\"");
    }

    std::vector<std::string> words_;
    std::string field_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

} // namespace

bool Formula::isStatement() const {
    for (const char *sign : {"and", "or", "not", "->", "<->", "true", "false", "=", "!=", "<", "<=", ">", ">="})
        if (word == sign) return true;
    return false;
}

Result<Formula> readFormula(const std::string &text, const std::string &field) {
    auto words = wordsIn(text, field);
    if (!words) return unexpected(words.error());
    return Parser(std::move(*words), field).whole();
}

} // namespace lapidary::symbolic
