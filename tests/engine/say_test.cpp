// SPDX-License-Identifier: Apache-2.0
// What a search puts into a text itself, and further kinds of pieces: greedy ones, those by rank, those of so many
// tokens.
#include "core/engine/search/candidates.h"
#include "core/engine/search/choices.h"
#include "core/engine/search/configured.h"
#include "tests/support/capture.h"
#include "tests/support/strategy_run.h"

using namespace lapidary;

namespace {

/// A strategy of a test: `next` is its whole search.
struct Plan {
    std::function<std::vector<Action>(const Tree &)> step{};
    Drawing drawn{};
    Drawing drawing() const { return drawn; }
    Status check(const SearchContext &) const { return {}; }
};

struct Planned final : Search {
    Planned(const Plan &plan, const Drawing &) : plan_(plan) {}
    std::vector<Action> next(const Tree &tree, Rng &) override { return plan_.step(tree); }
    const Plan &plan_;
};

Result<std::vector<SearchOutcome>> run(DigitsBench &bench, Plan plan) {
    return runSearch(Configured<Plan, Planned>(std::move(plan), {}), bench.problems, bench.context);
}

} // namespace

TEST_CASE("what is said stands behind the answer in place of what ended it") {
    struct Case {
        const char *what;
        Completion first;
        std::vector<std::int64_t> behind; ///< what the model then reads, behind the problem "100"
        const char *text;
    };
    const Case cases[] = {
        {"an end token that says something",
         {.ids = {5, 6, 2}, .text = "56", .finishReason = "stop", .logprobs = {-1, -2, -4}, .entropies = {}},
         {5, 6, 7},
         "5673"},
        {"a text that ended it",
         {.ids = {5, 8, 9}, .text = "5", .finishReason = "stop", .logprobs = {-1, -2, -4}, .entropies = {}},
         {5, 7},
         "573"},
        {"a limit, which ended nothing",
         {.ids = {5, 6}, .text = "56", .finishReason = "length", .logprobs = {-1, -2}, .entropies = {}},
         {5, 6, 7},
         "5673"},
    };
    for (const auto &[what, first, behind, text] : cases) {
        CAPTURE_BOUND(what);
        DigitsBench bench(1);
        const auto model =
            std::make_shared<ScriptedModel>([first = first](const CompletionRequest &request, std::int64_t) {
                return request.begun.empty() ? first : written("3", "stop", -1);
            });
        bench.context.model = model;
        const auto outcomes = run(bench, {.step = [](const Tree &tree) -> std::vector<Action> {
                                      if (tree.size() == 1) return {Expand{.until = {.tokens = 3}}};
                                      if (tree.size() == 2) return {Say{1, "7"}};
                                      if (tree.size() == 3) return {Expand{.at = 2, .until = {.tokens = 3}}};
                                      return chooseEnd(tree, {.node = 3, .why = "mine"});
                                  }});
        REQUIRE(outcomes);
        std::vector<std::int64_t> wanted{1, 0, 0};
        wanted.insert(wanted.end(), behind.begin(), behind.end());
        CHECK(model->calls.back()[0].ids == wanted);
        const auto &outcome = outcomes->front();
        const Candidate &chosen = outcome.candidates[outcome.chosen];
        CHECK(chosen.text == text);
        CHECK(outcome.answer == "3");
        CHECK(outcome.tokens.kept == static_cast<std::int64_t>(first.ids.size()) + 1); // what is said costs nothing
        CHECK(outcome.tokens.distinct == outcome.tokens.kept);
        CHECK(chosen.completion.logprobs.size() == behind.size()); // as many as are followed, but for what was said
    }
}

TEST_CASE("a token that ended an answer and held the end of its text is said again") {
    DigitsBench bench(1);
    bench.context.decode = [](const std::vector<std::int64_t> &ids) { // the token 9 is written "4#"
        std::string out;
        for (const auto id : ids) out += id == 9 ? "4#" : std::to_string(id % 10);
        return out;
    };
    const auto model = std::make_shared<ScriptedModel>([](const CompletionRequest &request, std::int64_t) {
        if (!request.begun.empty()) return written("3");
        return Completion{.ids = {5, 9}, .text = "54", .finishReason = "stop", .logprobs = {-1, -1}, .entropies = {}};
    });
    bench.context.model = model;
    REQUIRE(run(bench, {.step = [](const Tree &tree) -> std::vector<Action> {
                    if (tree.size() == 1) return {Expand{.until = {.tokens = 3}}};
                    if (tree.size() == 2) return {Say{1, "7"}};
                    if (tree.size() == 3) return {Expand{.at = 2, .until = {.tokens = 3}}};
                    return chooseEnd(tree, {.node = 3, .why = "mine"});
                }}));
    CHECK(model->calls.back()[0].ids == std::vector<std::int64_t>{1, 0, 0, 5, 4, 7});
}

TEST_CASE("what stands behind something said aside is no answer") {
    StrategyRun run(
        "self_refine", {{"attempts", 2}, {"done", "1"}, {"feedback_trigger", "8"}},
        [](const CompletionRequest &request, std::int64_t) { return written(request.begun.empty() ? "5" : "1"); });
    CHECK(run.pieces() == std::vector<std::string>{"5", "1"});
    CHECK(!run.tree.nodes[3].piece.answer); // the opinion
    REQUIRE(run.outcome.candidates.size() == 1);
    CHECK(run.outcome.answer == "5");
}

TEST_CASE("a search cannot say nothing, nor anything behind what was stopped") {
    DigitsBench bench(1);
    const auto nothing = run(bench, {.step = [](const Tree &) -> std::vector<Action> { return {Say{0, ""}}; }});
    REQUIRE(!nothing);
    CHECK(nothing.error().code == "search.bad_action");
    const auto nowhere = run(bench, {.step = [](const Tree &) -> std::vector<Action> { return {Say{4, "1"}}; }});
    CHECK(nowhere.error().code == "search.bad_action");
}

TEST_CASE("a piece of so many tokens goes on, unless the budget cut it or the model ended it") {
    for (const std::int64_t budget : {0, 5}) {
        CAPTURE(budget);
        DigitsBench bench(1);
        bench.context.model = std::make_shared<ScriptedModel>([](const CompletionRequest &request, std::int64_t) {
            return written(request.begun.size() < 12 ? "123456" : "7");
        });
        std::vector<std::string> reasons;
        REQUIRE(run(bench, {.step = [&](const Tree &tree) -> std::vector<Action> {
                                const NodeId last = tree.size() - 1;
                                if (last > 0) reasons.push_back(tree[last].written.finishReason);
                                if (last > 0 && !tree[last].goesOn()) return {Select{last, "mine"}};
                                return {Expand{.at = last, .until = {.tokens = 3, .piece = true}}};
                            },
                            .drawn = {.tokenBudget = budget}}));
        CHECK(reasons == (budget == 0 ? std::vector<std::string>{kStep, kStep, "stop"}
                                      : std::vector<std::string>{kStep, "length"}));
    }
}

TEST_CASE("samples by rank begin with the likeliest token, the next one, and so on, and go on greedily") {
    DigitsBench bench(1);
    const auto model = std::static_pointer_cast<const NetworkModel>(bench.context.model);
    const auto logits = model->logitsBehind({1, 0, 0});
    const auto order = logits.argsort(0, true);
    CompletionRequest request{
        .ids = {1, 0, 0}, .stream = "a", .n = 3, .firstSample = 2, .byFirstRank = true, .until = {.tokens = 4}};
    request.sampling = {.sampler = "greedy", .ignoreEos = true};
    const auto made = bench.context.model->complete({&request, 1}, {.scores = true});
    REQUIRE(made);
    for (std::int64_t s = 0; s < 3; ++s) {
        const Completion &sample = made->front().completions[static_cast<std::size_t>(s)];
        CHECK(sample.ids.front() == order[s + 2].item<std::int64_t>());
        CHECK(sample.logprobs.front() == doctest::Approx(sample.scores.front().logprob));
        CompletionRequest rest{.ids = {1, 0, 0, sample.ids.front()}, .stream = "b", .until = {.tokens = 3}};
        rest.sampling = request.sampling;
        const auto behind = bench.context.model->complete({&rest, 1}, {});
        REQUIRE(behind);
        CHECK(std::vector<std::int64_t>(sample.ids.begin() + 1, sample.ids.end()) ==
              behind->front().completions[0].ids);
    }
}

TEST_CASE("examples stand in front of a text, and are refused where the problem is a chat") {
    const Json shots = {{"mode", "few_shot"}, {"examples", "12"}};
    StrategyRun run("chain_of_thought", shots, [](const CompletionRequest &, std::int64_t) { return written("5"); });
    CHECK(run.model->calls[0][0].ids == std::vector<std::int64_t>{1, 2, 1, 0, 0});
    CHECK(run.model->calls[0][0].prompt == "12100");
    CHECK(refusalOf("chain_of_thought", {{"mode", "few_shot"}}) == "search.no_examples");
    CHECK(refusalOf("chain_of_thought", shots, [](DigitsBench &bench) {
              bench.problems[0].ids = {1, 2};
          }) == "search.examples_in_chat");
    CHECK(refusalOf("chain_of_thought", shots, [](DigitsBench &bench) {
              bench.problems[0].problem.row = {{"messages", {{{"role", "user"}, {"content", "5"}}}}};
          }) == "search.examples_in_chat");
}
