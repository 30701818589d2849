// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/driver.h"
#include "core/engine/search/strategies/experts.h"
#include "tests/support/engine_doctest.h"
#include "tests/support/scripted_model.h"
#include <set>

using namespace lapidary;

namespace {

using Ids = std::vector<std::int64_t>;

/// Writes what `says` makes of all that it reads, up to a mark, one token a character.
std::shared_ptr<const ScriptedModel> writer(std::function<std::string(const std::string &read)> says) {
    return std::make_shared<ScriptedModel>([says](const CompletionRequest &request, std::int64_t) {
        std::string text = says(std::string(request.ids.begin(), request.ids.end()));
        std::string reason = "stop";
        for (const auto &mark : request.until.marks)
            if (const auto at = text.find(mark); at != text.npos) text.resize(at + mark.size()), reason = kStep;
        const Ids ids(text.begin(), text.end());
        return Completion{.ids = ids,
                          .text = text,
                          .finishReason = reason,
                          .logprobs = std::vector<float>(ids.size(), -1),
                          .entropies = {}};
    });
}

const std::string kPlan = "1. Sums: 2+3?\n2. words: cat backwards?\n- who?\n\n";

struct Bench {
    std::shared_ptr<const ScriptedModel> planner = writer([](const std::string &read) -> std::string {
        if (read.ends_with("Plan:\n")) return kPlan + "and more";
        if (read == "who?\n" || read.ends_with("\nwho?\n")) return " me\nnobody else";
        if (read.ends_with("=")) return " done";
        return " general";
    });
    std::shared_ptr<const ScriptedModel> sums = writer([](const std::string &) { return " 5"; });
    std::shared_ptr<const ScriptedModel> words = writer([](const std::string &) { return " tac"; });
    SearchContext context{};
    std::vector<SearchEvent> events{};

    Bench() {
        context.model = planner;
        context.encode = [](const std::string &text, bool) -> Result<Ids> { return Ids(text.begin(), text.end()); };
        context.decode = [](const Ids &ids) { return std::string(ids.begin(), ids.end()); };
        context.experts = {{"expert", sums}, {"expert_2", words}};
        context.trace = [this](const SearchEvent &event) { events.push_back(event); };
    }
    Bench(const Bench &) = delete;

    Result<std::vector<SearchOutcome>> run(Json config, std::size_t problems = 1) const {
        config.update({{"plan_trigger", "Plan:\n"}, {"findings_mark", "Found:\n"}, {"answer_mark", "="}});
        if (!config.contains("experts")) config["experts"] = {"sums", "words"};
        const auto strategy = makeExperts(config);
        REQUIRE_MESSAGE(strategy, (strategy ? "" : describe(joined(strategy.error()))));
        std::vector<SearchProblem> asked;
        for (std::size_t p = 0; p < problems; ++p)
            asked.push_back({.problem = {.id = "p" + std::to_string(p), .prompt = "Q", .reference = "", .row = {}}});
        return runSearch(**strategy, asked, context);
    }
    SearchOutcome one(const Json &config) const {
        const auto outcomes = run(config);
        REQUIRE_MESSAGE(outcomes, (outcomes ? "" : describe(outcomes.error())));
        return outcomes->front();
    }
};

std::string idsOf(const CompletionRequest &request) {
    return {request.ids.begin(), request.ids.end()};
}

} // namespace

TEST_CASE("a plan is read line by line, and a name before a colon is an expert's") {
    const auto read =
        subQuestionsOf("1. Sums: 2+3?\n\n 2) WORDS : cat?\n- a: b\n*  c \n3.\nsums:\n", {"sums", "words"}, 9);
    REQUIRE(read.size() == 4);
    CHECK(read[0].expert == 0);
    CHECK(read[0].text == "2+3?");
    CHECK(read[1].expert == 1);
    CHECK(read[1].text == "cat?");
    CHECK(!read[2].expert);
    CHECK(read[2].text == "a: b");
    CHECK(read[3].text == "c");
    CHECK(subQuestionsOf("a\nb\nc", {}, 2).size() == 2);
    CHECK(subQuestionsOf("", {"sums"}, 2).empty());
    CHECK(subQuestionsOf("2.5 miles?", {}, 1)[0].text == "5 miles?"); // a number in front counts as the line's
}

TEST_CASE("every expert is asked once for all of its questions, and the answer stands behind what they found") {
    const Bench bench;
    const auto outcomes = bench.run(Json::object(), 2);
    REQUIRE_MESSAGE(outcomes, (outcomes ? "" : describe(outcomes.error())));
    REQUIRE(bench.sums->calls.size() == 1); // of both problems together
    REQUIRE(bench.sums->calls[0].size() == 2);
    CHECK(idsOf(bench.sums->calls[0][0]) == "2+3?\n"); // alone, without the problem
    CHECK(bench.words->calls.size() == 1);
    CHECK(bench.planner->calls.size() == 3); // plan, the question of nobody, answer
    const SearchOutcome &outcome = outcomes->front();
    REQUIRE(outcome.candidates.size() == 1); // what experts say is no answer
    CHECK(outcome.candidates[0].text == "Plan:\n" + kPlan + "Found:\n2+3? 5\ncat backwards? tac\nwho? me\n= done");
    CHECK(outcome.reason == "3 sub-questions");
    CHECK(outcome.tokens.kept == std::int64_t(kPlan.size()) + 5);
    CHECK(outcome.tokens.rejected == 2 + 4 + 15); // of the experts: charged, and beside the answer
}

TEST_CASE("without models one model answers the same sub-questions") {
    Bench bench;
    bench.context.experts.clear();
    const auto outcome = bench.one(Json::object());
    CHECK(bench.planner->calls.size() == 3);
    CHECK(bench.planner->calls[1].size() == 3); // at once
    CHECK(outcome.candidates[0].text.find("2+3? general\ncat backwards? general\nwho? me\n") != std::string::npos);
}

TEST_CASE("in sequence each question stands behind what was found before it") {
    const Bench bench;
    const auto outcome = bench.one({{"order", "sequence"}});
    REQUIRE(bench.words->calls.size() == 1);
    CHECK(idsOf(bench.words->calls[0][0]) == "Found:\n2+3? 5\ncat backwards?\n");
    CHECK(outcome.candidates[0].text.ends_with("Found:\n2+3? 5\ncat backwards? tac\nwho? me\n= done"));
}

TEST_CASE("a random routing asks experts alone, and others with another seed") {
    std::set<std::size_t> asked;
    for (int seed = 0; seed < 8; ++seed) {
        const Bench bench;
        const auto outcome = bench.one({{"routing", "random"}, {"seed", seed}});
        CHECK(bench.planner->calls.size() == 2); // nobody asks the model itself
        asked.insert(bench.sums->calls.empty() ? 0 : bench.sums->calls[0].size());
    }
    CHECK(asked.size() > 1);
}

TEST_CASE("a plan without sub-questions is answered at once, and a budget holds for experts too") {
    Bench bench;
    bench.context.model = writer([](const std::string &read) { return read.ends_with("=") ? " x" : "\n\n"; });
    const auto outcome = bench.one(Json::object());
    CHECK(outcome.reason == "no sub-questions");
    CHECK(outcome.candidates[0].text == "Plan:\n\n\n= x");
    for (const std::int64_t budget : {1, 10, 40, 47, 60, 70, 71, 80}) {
        CAPTURE(budget);
        const Bench fresh;
        const auto within = fresh.one({{"token_budget", budget}});
        CHECK(within.tokens.spent() <= budget);
    }
}

TEST_CASE("an expert without a name, and one who is nowhere, are refused") {
    const Bench bench;
    const auto unnamed = bench.run({{"experts", {"sums"}}});
    REQUIRE(!unnamed);
    CHECK(unnamed.error().code == "search.unnamed_expert");
    const auto nowhere = bench.run({{"experts", {"sums", "words", "who=far away"}}});
    CHECK(nowhere); // nobody called that one
    Bench calls;
    calls.context.experts.clear();
    const auto missing = calls.run({{"experts", {"sums=far away"}}});
    REQUIRE(!missing);
    CHECK(missing.error().code == "search.no_expert");
    const auto silent = makeExperts({{"plan_trigger", ""}});
    REQUIRE(silent);
    CHECK((*silent)->check(bench.context).error().field == "plan_trigger");
}
