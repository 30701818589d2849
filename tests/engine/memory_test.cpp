// SPDX-License-Identifier: Apache-2.0
// The strategy memory: which solved problems stand before which question, and which never do.
#include "tests/support/scripted_model.h"
#include "tests/support/strategy_run.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

Json solved(const std::string &prompt, const std::string &completion, const Json &more = Json::object()) {
    Json row = {{"prompt", prompt}, {"completion", completion}};
    row.update(more);
    return row;
}

SearchProblem asking(const std::string &prompt, const Json &row = Json::object()) {
    return {.problem = {.id = "p", .prompt = prompt, .reference = "", .row = row}};
}

/// What the model is asked, where it is asked for text: a problem each.
struct Asked {
    Result<std::vector<SearchOutcome>> outcomes;
    std::vector<std::string> prompts{};
    std::vector<std::string> notices{};
};

Asked ask(const Json &config, std::optional<std::vector<Json>> memory, const std::vector<SearchProblem> &problems,
          const Rule *rule = nullptr) {
    const auto model =
        std::make_shared<ScriptedModel>([](const CompletionRequest &, std::int64_t) { return written("5"); }, false);
    Asked out{.outcomes = fail("", "")};
    SearchContext context;
    context.model = model;
    context.rule = rule;
    if (memory) context.rows["memory"] = *memory;
    context.watch.notice = [&](const Sentence &text) { out.notices.push_back(text.str()); };
    const auto strategy = (*strategyByName("memory"))->make(config);
    REQUIRE(strategy);
    out.outcomes = runSearch(**strategy, problems, context);
    if (!model->calls.empty())
        for (const auto &request : model->calls[0]) out.prompts.push_back(request.prompt);
    return out;
}

} // namespace

TEST_CASE("the solved problems most like a question stand before it, the likest nearest to it") {
    const std::vector<Json> memory = {solved("apples and pears? ", "A1"), solved("a train to town? ", "A2"),
                                      solved("apples, pears and plums? ", "A3"), solved("nothing of it? ", "A4")};
    const auto found =
        ask({{"examples", 2}}, memory, {asking("pears and plums and apples? "), asking("which train? ")});
    REQUIRE_MESSAGE(found.outcomes, (found.outcomes ? "" : describe(found.outcomes.error())));
    REQUIRE(found.prompts.size() == 2);
    CHECK(found.prompts[0] == "apples and pears? A1\n\napples, pears and plums? A3\n\npears and plums and apples? ");
    CHECK(found.prompts[1] == "a train to town? A2\n\nwhich train? ");
    CHECK(found.notices.empty());
    CHECK((*found.outcomes)[0].tokens.spent() == 1); // what stands before a question is none of the answer's tokens
    CHECK(ask({{"examples", 1}, {"example_end", "|"}}, memory, {asking("plums? ")}).prompts[0] ==
          "apples, pears and plums? A3|plums? ");
    CHECK(ask({{"examples", 0}}, memory, {asking("plums? ")}).prompts[0] == "plums? ");
}

TEST_CASE("neither the problem itself is shown, nor the same up to names and order, nor one twice") {
    const auto rule = *ruleByName("chain_mod");
    const std::vector<Json> memory = {
        solved("k=1+8;m=e*k;e=k+8;?m:", "same"), solved("z=a+8;q=z*a;a=1+8;?q:", "renamed"),
        solved("k=1+7;m=e*k;e=k+8;?m:", "other"), solved("a=1+7;z=a+8;q=z*a;?q:", "again")};
    const auto found = ask({{"examples", 4}}, memory, {asking("k=1+8;m=e*k;e=k+8;?m:")}, rule.get());
    REQUIRE(found.prompts.size() == 1);
    CHECK(found.prompts[0].find("same") == std::string::npos);
    CHECK(found.prompts[0].find("renamed") == std::string::npos);
    CHECK(found.prompts[0] == "k=1+7;m=e*k;e=k+8;?m:other\n\nk=1+8;m=e*k;e=k+8;?m:");
}

TEST_CASE("a question is compared without what frames it for a model, and an example is shown with it") {
    const std::vector<Json> memory = {solved("[user] plums? [model]", "A1", {{"question", "plums?"}})};
    CHECK(ask(Json::object(), memory, {asking("[user] pears? [model]", {{"question", "pears?"}})}).prompts[0] ==
          "[user] pears? [model]"); // the frame makes nothing alike
    CHECK(
        ask(Json::object(), memory, {asking("[user] ripe plums? [model]", {{"question", "ripe plums?"}})}).prompts[0] ==
        "[user] plums? [model]A1\n\n[user] ripe plums? [model]");
}

TEST_CASE("a row that the rule finds wrong was not solved") {
    const auto rule = *ruleByName("gsm8k");
    const std::vector<Json> memory = {solved("plums? ", "#### 4", {{"reference", "5"}}),
                                      solved("more plums? ", "#### 5", {{"reference", "5"}}),
                                      solved("some plums? ", "#### 6")};
    const auto found = ask(Json::object(), memory, {asking("ripe plums? ")}, rule.get());
    REQUIRE(found.prompts.size() == 1);
    CHECK(found.prompts[0].find("#### 4") == std::string::npos);
    CHECK(found.prompts[0].find("#### 5") != std::string::npos);
    CHECK(found.prompts[0].find("#### 6") != std::string::npos); // nobody knows better
}

TEST_CASE("where the memory helps nothing it says so, and where there is none it is an error") {
    const auto empty = ask(Json::object(), std::vector<Json>{}, {asking("plums? "), asking("pears? ")});
    REQUIRE(empty.outcomes);
    CHECK(empty.prompts == std::vector<std::string>{"plums? ", "pears? "});
    REQUIRE(empty.notices.size() == 1);
    CHECK(empty.notices[0].find("2 of 2 problems") != std::string::npos);
    const auto unlike =
        ask(Json::object(), std::vector<Json>{solved("plums? ", "A")}, {asking("ripe plums? "), asking("x? ")});
    REQUIRE(unlike.notices.size() == 1);
    CHECK(unlike.notices[0].find("1 of 2 problems") != std::string::npos);
    CHECK(ask(Json::object(), std::nullopt, {asking("x")}).outcomes.error().code == "search.no_memory");
    const auto bad = ask(Json::object(), std::vector<Json>{solved("a", "b"), Json{{"prompt", "c"}}}, {asking("x")});
    CHECK(bad.outcomes.error().code == "search.bad_memory");
    CHECK(bad.outcomes.error().field == "memory[1].completion");
}
