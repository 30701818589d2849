// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/symbolic/prove.h"
#include "app/symbolic/logic.h"
#include "app/symbolic/words.h"
#include <map>
#include <set>
#include <z3++.h>

namespace lapidary::symbolic {
namespace {

/// Steps of the solver, so that it gives up at the same place on every machine; a clock would need a thread.
constexpr unsigned kMostSteps = 1'000'000;

/// Formulas as Z3 has them.
class Translator {
public:
    Translator(z3::context &context, std::set<std::string> whole) : z3_(context), whole_(std::move(whole)) {}

    Result<z3::expr> statement(const Formula &formula, const std::string &field) {
        const std::string &word = formula.word;
        if (word == "true" || word == "false") return z3_.bool_val(word == "true");
        if (formula.parts.empty()) return isName(word) ? named(word, true, field) : mixed(formula, field);
        const bool equal = word == "=" || word == "!=";
        const bool ofStatements = equal && (formula.parts[0].isStatement() || formula.parts[1].isStatement());
        if (!formula.isStatement()) return mixed(formula, field);
        if (isLogic(word) || ofStatements) return logic(formula, field);
        return comparison(formula, field);
    }

    std::map<std::string, z3::expr> &names() { return names_; }

private:
    static bool isLogic(const std::string &word) {
        return word == "and" || word == "or" || word == "not" || word == "->" || word == "<->";
    }

    Result<z3::expr> logic(const Formula &formula, const std::string &field) {
        const auto left = statement(formula.parts[0], field);
        if (!left) return left;
        if (formula.word == "not") return !*left;
        const auto right = statement(formula.parts[1], field);
        if (!right) return right;
        if (formula.word == "and") return *left && *right;
        if (formula.word == "or") return *left || *right;
        if (formula.word == "->") return z3::implies(*left, *right);
        return formula.word == "!=" ? *left != *right : *left == *right;
    }

    Result<z3::expr> comparison(const Formula &formula, const std::string &field) {
        const auto left = number(formula.parts[0], field), right = number(formula.parts[1], field);
        if (!left) return left;
        if (!right) return right;
        if (formula.word == "=") return *left == *right;
        if (formula.word == "!=") return *left != *right;
        if (formula.word == "<") return *left < *right;
        if (formula.word == "<=") return *left <= *right;
        return formula.word == ">" ? *left > *right : *left >= *right;
    }

    Result<z3::expr> number(const Formula &formula, const std::string &field) {
        const std::string &word = formula.word;
        if (formula.isStatement()) return mixed(formula, field);
        if (formula.parts.empty()) {
            if (isName(word)) return named(word, false, field);
            if (std::count(word.begin(), word.end(), '.') > 1) return badText(field, word, "a number");
            return z3_.real_val(word.c_str());
        }
        const auto left = number(formula.parts[0], field);
        if (!left) return left;
        if (word == "neg") return -*left;
        if (word == "^") return power(*left, formula.parts[1].word[0] - '0');
        const auto right = number(formula.parts[1], field);
        if (!right) return right;
        if (word == "+") return *left + *right;
        if (word == "-") return *left - *right;
        return word == "*" ? *left * *right : *left / *right;
    }

    z3::expr power(const z3::expr &base, int exponent) {
        z3::expr out = z3_.real_val(1);
        for (int i = 0; i < exponent; ++i) out = i == 0 ? base : out * base;
        return out;
    }

    /// The same name is the same thing, which cannot be a statement here and a number there.
    Result<z3::expr> named(const std::string &name, bool statement, const std::string &field) {
        const auto known = names_.find(name);
        if (known == names_.end()) {
            if (statement && whole_.count(name)) return clash(name, field);
            const z3::expr made = statement            ? z3_.bool_const(name.c_str())
                                  : whole_.count(name) ? z3_.int_const(name.c_str())
                                                       : z3_.real_const(name.c_str());
            return value(names_.emplace(name, made).first->second);
        }
        if (known->second.is_bool() != statement) return clash(name, field);
        return value(known->second);
    }
    static z3::expr value(const z3::expr &known) {
        return known.is_int() ? z3::expr(known.ctx(), Z3_mk_int2real(known.ctx(), known)) : known;
    }

    static unexpected<Error> clash(const std::string &name, const std::string &field) {
        return badText(field, name, "a name that stands for a number everywhere, or for a statement everywhere");
    }
    static unexpected<Error> mixed(const Formula &formula, const std::string &field) {
        return badText(field, formula.word, "sums between signs of comparison, and statements between those of logic");
    }

    z3::context &z3_;
    const std::set<std::string> whole_;
    std::map<std::string, z3::expr> names_{};
};

/// "int n, m".
bool namesWholeNumbers(const std::vector<std::string> &words, std::set<std::string> &whole) {
    if (words.size() < 2 || words[0] != "int") return false;
    for (std::size_t w = 1; w < words.size(); ++w)
        if (w % 2 == 1 ? !isName(words[w]) : words[w] != ",") return false;
    for (std::size_t w = 1; w < words.size(); w += 2) whole.insert(words[w]);
    return words.size() % 2 == 0;
}

struct Premise {
    Formula formula;
    std::string field;
};

Result<std::vector<Premise>> premisesIn(const Json &question, std::set<std::string> &whole) {
    const Json list = question.value("premises", Json::array());
    if (!list.is_array()) return badText("premises", dumpJson(list), "an array of formulas");
    std::vector<Premise> out;
    for (std::size_t p = 0; p < list.size(); ++p) {
        const std::string field = "premises[" + std::to_string(p) + "]";
        if (!list[p].is_string()) return badText(field, dumpJson(list[p]), "a formula");
        const auto text = list[p].get<std::string>();
        const auto words = wordsIn(text, field);
        if (!words) return unexpected(words.error());
        if (namesWholeNumbers(*words, whole)) continue;
        auto formula = readFormula(text, field);
        if (!formula) return unexpected(formula.error());
        out.push_back({std::move(*formula), field});
    }
    return out;
}

z3::check_result checked(z3::context &context, z3::solver &solver, const z3::expr_vector &premises,
                         const z3::expr &also) {
    z3::params limits(context);
    limits.set("rlimit", kMostSteps);
    solver.set(limits);
    for (const z3::expr &premise : premises) solver.add(premise);
    solver.add(also);
    try {
        return solver.check();
    } catch (const z3::exception &) { // a tactic does not take every formula
        return z3::unknown;
    }
}

/// Whether the premises can hold with this too. `example` receives how.
z3::check_result holdsWith(z3::context &context, const z3::expr_vector &premises, const z3::expr &also,
                           const std::map<std::string, z3::expr> &names, Json &example) {
    z3::solver simple(context, z3::solver::simple()); // the others start threads for their time limits
    z3::solver polynomials = (z3::tactic(context, "simplify") & z3::tactic(context, "purify-arith") &
                              z3::tactic(context, "propagate-values") & z3::tactic(context, "qfnra-nlsat"))
                                 .mk_solver();
    auto found = checked(context, simple, premises, also);
    const bool first = found != z3::unknown;
    if (!first) found = checked(context, polynomials, premises, also);
    if (found != z3::sat) return found;
    const z3::model model = (first ? simple : polynomials).get_model();
    example = Json::object();
    for (const auto &[name, expression] : names) {
        const z3::expr value = model.eval(expression, true);
        std::string text;
        if (value.is_bool())
            text = value.is_true() ? "true" : "false";
        else if (!value.is_numeral(text))
            text = value.get_decimal_string(6);
        example[name] = text;
    }
    return found;
}

Json verdictOf(z3::context &context, const z3::expr_vector &premises, const z3::expr &goal,
               const std::map<std::string, z3::expr> &names) {
    Json without, with;
    const auto unless = holdsWith(context, premises, !goal, names, without),
               may = holdsWith(context, premises, goal, names, with);
    if (unless == z3::unsat && may == z3::unsat) return {{"verdict", "contradiction"}};
    if (unless == z3::unsat) return {{"verdict", "proved"}};
    Json out = {{"verdict", may == z3::unsat ? "refuted" : unless == z3::sat && may == z3::sat ? "open" : "unknown"}};
    if (unless == z3::sat) out["example"] = std::move(without);
    return out;
}

} // namespace

Result<Json> prove(const Json &question) {
    const auto wanted = getString(question, "goal");
    if (!wanted) return unexpected(wanted.error());
    std::set<std::string> whole;
    const auto read = premisesIn(question, whole);
    if (!read) return unexpected(read.error());
    const auto end = readFormula(*wanted, "goal");
    if (!end) return unexpected(end.error());
    try {
        z3::context context;
        Translator translator(context, std::move(whole));
        z3::expr_vector premises(context);
        for (const auto &[formula, field] : *read) {
            const auto premise = translator.statement(formula, field);
            if (!premise) return unexpected(premise.error());
            premises.push_back(*premise);
        }
        const auto goal = translator.statement(*end, "goal");
        if (!goal) return unexpected(goal.error());
        return verdictOf(context, premises, *goal, translator.names());
    } catch (const z3::exception &wrong) { // as where its memory ends
        return Json{{"verdict", "unknown"}, {"why", wrong.msg()}};
    }
}

} // namespace lapidary::symbolic
