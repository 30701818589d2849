// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/symbolic/questions.h"
#include "app/symbolic/chain.h"
#include "app/symbolic/formula.h"
#include "app/symbolic/prove.h"
#include "core/text/answer/math/equal.h"
#include <algorithm>

namespace lapidary::symbolic {
namespace {

Json shown(Zero zero) {
    return zero == Zero::Unknown ? Json() : Json(zero == Zero::Yes);
}

Result<Json> equal(const Json &question) {
    const auto left = getString(question, "left"), right = getString(question, "right");
    if (!left) return unexpected(left.error());
    if (!right) return unexpected(right.error());
    Symbols symbols;
    const auto first = formula(*left, "left", symbols), second = formula(*right, "right", symbols);
    if (!first) return unexpected(first.error());
    if (!second) return unexpected(second.error());
    return Json{{"equal", shown(isZero(*first - *second, symbols))}};
}

Result<Json> holds(const Json &question) {
    const auto text = getString(question, "equation");
    if (!text) return unexpected(text.error());
    Symbols symbols;
    auto value = equation(*text, symbols);
    if (!value) return unexpected(value.error());
    GiNaC::exmap given;
    const Json values = question.value("values", Json::object());
    if (!values.is_object())
        return fail({.code = "tool.bad_input",
                     .message = "A field has the wrong type.",
                     .field = "values",
                     .found = dumpJson(values).substr(0, 120),
                     .expected = "an object of numbers and formulas, as {\"x\": 2}"});
    for (const auto &[name, written] : values.items()) {
        if (!written.is_string() && !written.is_number())
            return fail({.code = "tool.bad_input",
                         .message = "A field has the wrong type.",
                         .field = "values." + name,
                         .found = dumpJson(written).substr(0, 120),
                         .expected = "a number or a formula"});
        const auto read =
            formula(written.is_string() ? written.get<std::string>() : dumpJson(written), "values." + name, symbols);
        if (!read) return unexpected(read.error());
        given[symbols.try_emplace(name, name).first->second] = *read;
    }
    try {
        return Json{{"holds", shown(isZero(value->subs(given), symbols))}};
    } catch (const std::exception &) { // as 1/x with x = 0
        return fail({.code = "tool.no_value",
                     .message = "With these values the equation has no value.",
                     .field = "values",
                     .found = dumpJson(values).substr(0, 120),
                     .expected = "values that make nothing 0 that something is divided by"});
    }
}

Result<Json> solve(const Json &question) {
    const auto text = getString(question, "equation"), unknown = getString(question, "unknown");
    if (!text) return unexpected(text.error());
    if (!unknown) return unexpected(unknown.error());
    Symbols symbols;
    const auto value = equation(*text, symbols);
    if (!value) return unexpected(value.error());
    if (!symbols.contains(*unknown))
        return fail({.code = "tool.bad_input",
                     .message = "The equation has no such unknown.",
                     .field = "unknown",
                     .found = *unknown,
                     .expected = "a letter of the equation"});
    const auto found = roots(*value, symbols.try_emplace(*unknown, *unknown).first->second);
    if (!found) return unexpected(found.error());
    std::vector<std::string> texts;
    for (const auto &root : *found) texts.push_back(math::canonicalAnswer(textOf(root))); // GiNaC orders as it likes
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    return Json{{"solutions", texts}};
}

} // namespace

Result<Json> answered(const Json &question) {
    const auto what = getString(question, "do");
    if (!what) return unexpected(what.error());
    if (*what == "equal") return equal(question);
    if (*what == "holds") return holds(question);
    if (*what == "solve") return solve(question);
    if (*what == "prove") return prove(question);
    if (*what == "chain") return chain(question);
    return fail({.code = "tool.bad_input",
                 .message = "There is no such question.",
                 .field = "do",
                 .found = *what,
                 .expected = "equal, holds, solve, prove, chain"});
}

} // namespace lapidary::symbolic
