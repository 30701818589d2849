// SPDX-License-Identifier: Apache-2.0
// Strategies that show a model its own answers: rsa, genselect, ab_mcts.
#include "core/engine/search/driver.h"
#include "core/engine/search/strategies/ab_mcts.h"
#include "core/job/search_tree.h"
#include "tests/support/capture.h"
#include "tests/support/digits.h"
#include "tests/support/scripted_model.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

using Ids = std::vector<std::int64_t>;

Completion said(const std::string &text, float logprob = -1, const char *reason = "stop") {
    return {.ids = Ids(text.begin(), text.end()),
            .text = text,
            .finishReason = reason,
            .logprobs = std::vector<float>(text.size(), logprob),
            .entropies = {}};
}

/// One problem, asked of a script that sees what stands before.
struct Bench {
    DigitsRule rule{};
    SearchContext context{};
    std::shared_ptr<const ScriptedModel> model{};
    std::vector<SearchEvent> events{};

    explicit Bench(ScriptedModel::Script script) : model(std::make_shared<ScriptedModel>(std::move(script))) {
        context.model = model;
        context.encode = [](const std::string &text, bool) -> Result<Ids> { return Ids(text.begin(), text.end()); };
        context.decode = [](const Ids &ids) { return std::string(ids.begin(), ids.end()); };
        context.rule = &rule;
        context.trace = [this](const SearchEvent &event) { events.push_back(event); };
    }
    Bench(const Bench &) = delete;

    Result<std::vector<SearchOutcome>> tried(const char *name, const Json &config) {
        const auto entry = strategyByName(name);
        REQUIRE(entry);
        const auto strategy = (*entry)->make(config);
        REQUIRE_MESSAGE(strategy, (strategy ? "" : describe(joined(strategy.error()))));
        return runSearch(**strategy, {{.problem = {.id = "p", .prompt = "Q", .reference = "", .row = {}}}}, context);
    }
    SearchOutcome run(const char *name, const Json &config) {
        const auto outcomes = tried(name, config);
        REQUIRE_MESSAGE(outcomes, (outcomes ? "" : describe(outcomes.error())));
        return outcomes->front();
    }
};

std::size_t countOf(const std::string &text, const std::string &part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
    return count;
}

} // namespace

TEST_CASE("rsa makes each answer of a subset of the last round, and the last round votes") {
    Bench bench([](const CompletionRequest &request, std::int64_t sample) {
        if (request.begun.empty()) return said("a" + std::to_string(sample));
        return said("b7");
    });
    const auto outcome = bench.run("rsa", {{"population", 4}, {"subset", 2}, {"rounds", 2}});
    CHECK(*outcome.answer == "7");
    CHECK(outcome.reason == "votes 4 of 4");
    CHECK(outcome.tokens.spent() == 3 * 4 * 2);
    REQUIRE(bench.model->calls.size() == 3);
    std::set<std::string> shown;
    for (const auto &request : bench.model->calls[1]) {
        CHECK(countOf(request.begun, "\nA candidate solution:\n") == 2);
        CHECK(request.begun.ends_with("\nA better solution made of these:\n"));
        std::set<char> own;
        for (const char digit : {'0', '1', '2', '3'})
            if (request.begun.find(std::string("a") + digit) != std::string::npos) own.insert(digit);
        CHECK(own.size() == 2); // none twice
        shown.insert(request.begun);
    }
    CHECK(shown.size() > 1);
    for (const auto &request : bench.model->calls[2]) {
        CHECK(request.begun.find("a0") == std::string::npos);
        CHECK(countOf(request.begun, "b7") == 2);
    }
}

TEST_CASE("rsa shows no answer that was cut where there are whole ones, and without a round it is a vote") {
    Bench bench([](const CompletionRequest &request, std::int64_t sample) {
        if (request.begun.empty()) return said("a" + std::to_string(sample), -1, sample == 1 ? "length" : "stop");
        return said("b7");
    });
    bench.run("rsa", {{"population", 3}, {"subset", 3}, {"rounds", 1}});
    for (const auto &request : bench.model->calls[1]) {
        CHECK(request.begun.find("a1") == std::string::npos);
        CHECK(countOf(request.begun, "\nA candidate solution:\n") == 2);
    }
    const auto vote = bench.run("rsa", {{"population", 3}, {"rounds", 0}});
    CHECK(vote.reason == "votes 1 of 3");
    CHECK(vote.tie);
    bench.context.rule = nullptr;
    CHECK(bench.tried("rsa", Json::object()).error().code == "search.no_rule");
}

TEST_CASE("rsa whose budget ends within a round votes among the last whole one") {
    Bench bench(
        [](const CompletionRequest &request, std::int64_t) { return said(request.begun.empty() ? "a1" : "b7"); });
    const auto outcome =
        bench.run("rsa", {{"population", 3}, {"rounds", 2}, {"token_budget", 10}, {"max_new_tokens", 2}});
    CHECK(*outcome.answer == "1");
    CHECK(outcome.tokens.spent() == 10);
}

TEST_CASE("genselect asks group by group until one is left") {
    Bench bench([](const CompletionRequest &request, std::int64_t sample) {
        if (request.begun.empty())
            return said("a" + std::to_string(sample == 5 ? 0 : sample)); // the sixth is the first
        return said(request.begun.find("a4") != std::string::npos ? " 2, as 1 is wrong" : " none");
    });
    const auto outcome = bench.run("genselect", {{"n", 6}, {"group", 3}});
    // {a0 a1 a2} names none: a0. {a3 a4}: a4. {a0 a4}: a4.
    CHECK(outcome.candidates[outcome.chosen].text == "a4");
    CHECK(outcome.reason == "named best 2 times");
    REQUIRE(bench.model->calls.size() == 3);
    REQUIRE(bench.model->calls[1].size() == 2);
    CHECK(bench.model->calls[1][0].begun ==
          "\nSolution 1:\na0\nSolution 2:\na1\nSolution 3:\na2\nThe number of the best solution is");
    CHECK(bench.model->calls[1][1].begun == "\nSolution 1:\na3\nSolution 2:\na4\nThe number of the best solution is");
    REQUIRE(bench.model->calls[2].size() == 1);
    CHECK(outcome.candidates.size() == 6); // comparisons are no answers
}

TEST_CASE("genselect compares nothing where one answer is left, and chooses nothing where none is whole") {
    Bench same([](const CompletionRequest &, std::int64_t) { return said("a1"); });
    CHECK(same.run("genselect", {{"n", 4}}).reason == "first");
    CHECK(same.model->calls.size() == 1);
    Bench cut([](const CompletionRequest &, std::int64_t) { return said("a1", -1, "length"); });
    const auto outcome = cut.run("genselect", {{"n", 4}});
    CHECK(!outcome.answered);
    CHECK(outcome.reason == "cut");
}

TEST_CASE("a Beta distribution has its mean and its variance") {
    for (const auto &[a, b] : {std::pair(0.5, 0.5), std::pair(2.5, 0.5), std::pair(1.0, 1.0), std::pair(9.0, 3.5)}) {
        CAPTURE_BOUND(a);
        Rng rng(3, "beta");
        constexpr int kDraws = 40000;
        double sum = 0, square = 0;
        for (int i = 0; i < kDraws; ++i) {
            const double x = drawBeta(a, b, rng);
            REQUIRE(x >= 0);
            REQUIRE(x <= 1);
            sum += x, square += x * x;
        }
        const double mean = a / (a + b), variance = a * b / ((a + b) * (a + b) * (a + b + 1));
        CHECK(std::abs(sum / kDraws - mean) < 5 * std::sqrt(variance / kDraws));
        CHECK(square / kDraws - mean * mean == doctest::Approx(variance).epsilon(0.04));
    }
}

TEST_CASE("ab_mcts goes deeper where refining pays, and wider where it does not") {
    // Log-probabilities per token: a first answer is worth e^-1; a refinement nearly 1, or nearly nothing.
    const auto deepOf = [](float refined) {
        Bench bench([refined](const CompletionRequest &request, std::int64_t) {
            return request.begun.empty() ? said("a1", -1) : said("b2", refined);
        });
        const auto outcome = bench.run("ab_mcts", {{"answers", 24}});
        CHECK(outcome.tokens.spent() == 24 * 2);
        CHECK(outcome.candidates[outcome.chosen].text.ends_with(refined > -1 ? "b2" : "a1"));
        std::int64_t deep = 0;
        for (const auto &call : bench.model->calls) deep += !call[0].begun.empty();
        return deep;
    };
    const std::int64_t pays = deepOf(-0.01f), wastes = deepOf(-9);
    CHECK(pays >= 15);
    CHECK(wastes <= 9);
}

TEST_CASE("ab_mcts refines the answer that it shows, and none that was cut") {
    Bench bench([](const CompletionRequest &request, std::int64_t) {
        if (!request.begun.empty()) return said("b2", -0.01f);
        return said("a1", -0.1f, "length");
    });
    const auto outcome = bench.run("ab_mcts", {{"answers", 6}});
    for (const auto &call : bench.model->calls) CHECK(call[0].begun.empty());
    CHECK(!outcome.answered);
    Bench whole([](const CompletionRequest &request, std::int64_t) {
        return request.begun.empty() ? said("a1", -3) : said("b" + std::to_string(request.begun.size()), -0.01f);
    });
    whole.run("ab_mcts", {{"answers", 12}});
    bool again = false; // of one that was refined itself
    for (const auto &call : whole.model->calls) {
        const std::string &begun = call[0].begun;
        if (begun.empty()) continue;
        CHECK((begun.starts_with("a1") || begun.starts_with("b")));
        CHECK(begun.ends_with("\nA better answer:\n"));
        CHECK(countOf(begun, "A better answer") == 1);
        again |= begun.starts_with("b");
    }
    CHECK(again);
}

TEST_CASE("the trace tells a score as it comes, before the next answer") {
    Bench bench([](const CompletionRequest &, std::int64_t s) { return said(s % 2 == 0 ? "5" : "7", -0.5f); });
    bench.run("ab_mcts", {{"answers", 5}});
    std::size_t written = 0, scored = 0;
    for (const SearchEvent &event : bench.events) {
        if (const auto *piece = std::get_if<NodeExpanded>(&event.what); piece && piece->finishReason == "stop") {
            CHECK(scored == written);
            ++written;
        }
        scored += std::holds_alternative<NodeScored>(event.what);
    }
    CHECK(written == 5);
    CHECK(scored == 5);
}
