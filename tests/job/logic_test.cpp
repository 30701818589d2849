// SPDX-License-Identifier: Apache-2.0
// What follows from what: Z3 and forward chaining, asked as a search asks them, in the confined helper.
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/job/confined.h"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace lapidary;

namespace {

Json ask(const Json &question) {
    const auto text = askConfined(fs::path(LAPIDARY_BIN) / "lapidary-symbolic", dumpJson(question));
    REQUIRE_MESSAGE(text, (text ? "" : describe(text.error())));
    return *parseJson(*text);
}

Json proved(const std::vector<std::string> &premises, const std::string &goal) {
    return ask({{"do", "prove"}, {"premises", premises}, {"goal", goal}});
}
std::string verdict(const std::vector<std::string> &premises, const std::string &goal) {
    return proved(premises, goal).value("verdict", "none");
}
std::string fieldOf(const Json &question) {
    const Json answer = ask(question);
    return answer.contains("error") ? answer["error"]["field"].get<std::string>() : "none";
}

} // namespace

TEST_CASE("statements follow from statements, or their opposites do, or neither") {
    CHECK(verdict({"p -> q", "p"}, "q") == "proved");
    CHECK(verdict({"p -> q", "not q"}, "p") == "refuted");
    const Json open = proved({"p -> q", "q"}, "p");
    CHECK(open["verdict"] == "open");
    CHECK(open["example"] == Json({{"p", "false"}, {"q", "true"}}));
    CHECK(verdict({"p and not p"}, "q") == "contradiction");
    CHECK(verdict({"p", "not p"}, "q") == "contradiction");
    CHECK(verdict({}, "p or !p") == "proved");
    CHECK(verdict({}, "((p -> q) -> p) -> p") == "proved"); // Peirce
    CHECK(verdict({"p | q", "p -> r", "q -> r"}, "r & true") == "proved");
    CHECK(verdict({"p <-> q", "q <-> r"}, "(p <-> r)") == "proved");
    CHECK(verdict({"p -> q -> r", "p"}, "q -> r") == "proved"); // to the right
    CHECK(verdict({"p or q and r"}, "p or r") == "proved");     // and before or
}

TEST_CASE("numbers are real, and whole where that is said") {
    CHECK(verdict({"x > 3", "y = x + 1"}, "y > 4") == "proved");
    CHECK(verdict({"n > 2", "n < 4"}, "n = 3") == "open");
    CHECK(verdict({"int n", "n > 2", "n < 4"}, "n = 3") == "proved");
    CHECK(verdict({"int n, m", "2*n = 2*m + 1"}, "p") == "contradiction");
    CHECK(verdict({"x = 1/3"}, "3*x = 1 and x != 0.33") == "proved"); // exact
    CHECK(verdict({"-x^2 >= 0"}, "x = 0") == "proved");
    CHECK(verdict({"x - y - z = 0"}, "x = y + z") == "proved");
    CHECK(verdict({"x*x = 2", "x > 0"}, "x > 1.4 and x < 1.5") == "proved");
    CHECK(verdict({"x*x = 2", "x > 0"}, "x < 1.4") == "refuted");
    CHECK(verdict({}, "x*x + y*y >= 2*x*y") == "proved");
    CHECK(verdict({"p = (x > 2)", "p"}, "x > 1") == "proved"); // a statement stands for a comparison
    CHECK(proved({"x > 3"}, "x < 2")["example"]["x"].is_string());
}

TEST_CASE("rules are applied to what is known, and the way is told") {
    const Json walk = ask({{"do", "chain"},
                           {"facts", {"e(a, b)", "e(b, c)", "e(c, d)"}},
                           {"rules", {"e(?x, ?y) -> r(?x, ?y)", "r(?x, ?y) and e(?y, ?z) -> r(?x, ?z)"}},
                           {"goal", "r(a, d)"}});
    CHECK(walk["verdict"] == "proved");
    CHECK(walk["steps"].size() == 6);
    CHECK(walk["steps"].back() == "r(a, d) by r(?x, ?y) and e(?y, ?z) -> r(?x, ?z)");
    const auto of = [](const std::vector<std::string> &facts, const std::vector<std::string> &rules,
                       const std::string &goal) {
        return ask({{"do", "chain"}, {"facts", facts}, {"rules", rules}, {"goal", goal}})
            .value("verdict", std::string("none"));
    };
    CHECK(of({"cat(tom)"}, {"cat(?x) -> not bird(?x)"}, "bird(tom)") == "refuted");
    CHECK(of({"cat(tom)"}, {"bird(?x) -> flies(?x)"}, "flies(tom)") == "open"); // what is not said is not false
    CHECK(of({"cat(tom)"}, {"cat(tom) -> seen"}, "seen") == "proved");
    CHECK(of({"cat(tom)"}, {}, "cat(?who)") == "proved");
    CHECK(of({"p(a, b)"}, {"p(?x, ?x) -> q(?x)"}, "q(a)") == "open"); // the same name is the same thing
    CHECK(of({"n(1)", "n(2)"}, {"n(?x), n(?y) -> both(?x, ?y)"}, "both(2, 1)") == "proved");
    CHECK(of({"not not cat(tom)"}, {}, "cat(tom)") == "proved");
}

TEST_CASE("problems of ProntoQA are answered as their authors do") {
    const auto problems = parseJson(*readFile(LAPIDARY_TEST_DATA "/logic/prontoqa.json"));
    REQUIRE(problems);
    CHECK(problems->size() == 60);
    for (const Json &problem : *problems) {
        CAPTURE(problem["goal"].get<std::string>());
        Json question = problem;
        question["do"] = "chain";
        question.erase("answer");
        CHECK(ask(question)["verdict"] == (problem["answer"] == true ? "proved" : "refuted"));
    }
}

TEST_CASE("what cannot be read is refused by its place") {
    const auto premise = [](const std::string &text) {
        return fieldOf({{"do", "prove"}, {"premises", {"p", text}}, {"goal", "q"}});
    };
    for (const char *text : {"", "p and", "(p", "p)", "x < y < z", "x ^ y", "x ^ 9", "p + 1 and q", "not 3", "p > 1",
                             "1.2.3 = x", "x = \"1\"", "p; q", "and", "x = 1 -> 2", "é", "p -> -> q"}) {
        CAPTURE(text);
        CHECK(premise(text) == "premises[1]");
    }
    CHECK(premise(std::string(5000, '(') + "p") == "premises[1]");
    CHECK(premise(std::string(5000, '-') + "x = 1") == "premises[1]");
    CHECK(fieldOf({{"do", "prove"}, {"premises", "p"}, {"goal", "q"}}) == "premises");
    CHECK(fieldOf({{"do", "prove"}, {"premises", {7}}, {"goal", "q"}}) == "premises[0]");
    CHECK(fieldOf({{"do", "prove"}, {"premises", {"p"}}, {"goal", "q and"}}) == "goal");
    CHECK(fieldOf({{"do", "prove"}, {"premises", {"p"}}}) == "goal");
    const auto chained = [](const Json &facts, const Json &rules, const Json &goal) {
        return fieldOf({{"do", "chain"}, {"facts", facts}, {"rules", rules}, {"goal", goal}});
    };
    CHECK(chained({"cat(?x)"}, Json::array(), "p") == "facts[0]");
    CHECK(chained({"cat("}, Json::array(), "p") == "facts[0]");
    CHECK(chained(Json::array(), {"p -> q", "p"}, "p") == "rules[1]");
    CHECK(chained(Json::array(), {"p(?x) -> q(?y)"}, "p") == "rules[0]"); // of everything
    CHECK(chained(Json::array(), {"p -> q r"}, "p") == "rules[0]");
    CHECK(chained(Json::array(), Json::array(), "p(") == "goal");
    CHECK(chained("cat(a)", Json::array(), "p") == "facts");
}

TEST_CASE("what is too hard or too much comes to an end") {
    const auto program = fs::path(LAPIDARY_BIN) / "lapidary-symbolic";
    const Json fermat = {
        {"do", "prove"}, {"premises", {"int a, b, c", "a > 0", "b > 0", "c > 0"}}, {"goal", "a^3 + b^3 != c^3"}};
    const auto hard = askConfined(program, dumpJson(fermat));
    if (hard)
        CHECK((*parseJson(*hard))["verdict"] == "unknown");
    else // its time was up first
        CHECK((hard.error().code == "tool.ended" || hard.error().code == "tool.timeout"));
    std::vector<std::string> facts;
    for (int i = 0; i < 40; ++i) facts.push_back("n(" + std::to_string(i) + ")");
    const auto many = askConfined(program, dumpJson({{"do", "chain"},
                                                     {"facts", facts},
                                                     {"rules", {"n(?a), n(?b), n(?c), n(?d) -> t(?a, ?b, ?c, ?d)"}},
                                                     {"goal", "x"}}));
    if (many)
        CHECK((*parseJson(*many))["error"]["code"] == "tool.too_many");
    else
        CHECK((many.error().code == "tool.ended" || many.error().code == "tool.timeout"));
}
