// SPDX-License-Identifier: Apache-2.0
// What of an answer is written already, as whoever writes the rest is told of it.
#include "core/engine/search/candidates.h"
#include "tests/support/digits.h"
#include "tests/support/engine_doctest.h"
#include "tests/support/scripted_model.h"

using namespace lapidary;

namespace {

Completion three() {
    return {.ids = {3}, .text = "3", .finishReason = "stop", .logprobs = {-1}, .entropies = {}};
}

/// One sample behind "534", and what the model was asked.
struct Begun {
    DigitsBench bench{1};
    std::shared_ptr<ScriptedModel> model{};
    Result<std::vector<SearchOutcome>> outcomes{};

    explicit Begun(Beginning begun, bool knowsTokens = true, CandidateConfig config = {.n = 1}) {
        model = std::make_shared<ScriptedModel>([](const CompletionRequest &, std::int64_t) { return three(); },
                                                knowsTokens);
        bench.context.model = model;
        bench.problems[0].begun = std::move(begun);
        outcomes = drawSamples(bench.problems, bench.context, config);
    }
    const CompletionRequest &asked() const { return model->calls.at(0).at(0); }
    const Candidate &first() const { return outcomes->at(0).candidates.at(0); }
};

} // namespace

TEST_CASE("a model reads what was begun behind the problem, and writes on") {
    const Begun run({.text = "534"});
    REQUIRE(run.outcomes);
    CHECK(run.asked().ids == std::vector<std::int64_t>{1, 0, 0, 5, 3, 4});
    CHECK(run.asked().begun == "534");
    CHECK(run.first().text == "5343");
    CHECK(run.first().completion.ids == std::vector<std::int64_t>{5, 3, 4, 3});
    CHECK(run.first().completion.logprobs == std::vector<float>{-1});
    CHECK(run.first().answer == "3");
    CHECK(run.outcomes->front().tokens.kept == 1);
    CHECK(run.outcomes->front().tokens.distinct == 1);
}

TEST_CASE("a beginning stands in the place of a prefix, which another answer has") {
    CandidateConfig config{.n = 1, .completionPrefix = "88"};
    const Begun run({.text = "534"}, true, config), without({}, true, config);
    CHECK(run.asked().ids == std::vector<std::int64_t>{1, 0, 0, 5, 3, 4});
    CHECK(run.first().text == "5343");
    CHECK(without.asked().ids == std::vector<std::int64_t>{1, 0, 0, 8, 8});
    CHECK(without.first().text == "883");
}

TEST_CASE("who knows no tokens is given the text of a beginning as a prefix, and never ids") {
    const Begun run({.text = "534", .ids = {9}}, false);
    REQUIRE(run.outcomes);
    CHECK(run.asked().ids.empty());
    CHECK(run.asked().prefix == "534");
    CHECK(run.asked().begun.empty());
    CHECK(run.first().text == "5343");
    const Begun nothing({.text = "", .ids = {9}}, false);
    REQUIRE(!nothing.outcomes);
    CHECK(nothing.outcomes.error().code == "search.begun_unknown");
    CHECK(nothing.outcomes.error().field == "begun.ids");
}

TEST_CASE("a text that ends answers cannot stand in a beginning, but across its end") {
    CandidateConfig config{.n = 1};
    config.sampling.stop = {"43"};
    const Begun ended({.text = "5439"}, true, config);
    REQUIRE(!ended.outcomes);
    CHECK(ended.outcomes.error().code == "search.begun_ended");
    CHECK(ended.outcomes.error().found == "43");
    const Begun across({.text = "54"}, true, config); // the model writes the 3
    REQUIRE(across.outcomes);
    CHECK(across.first().text == "5");
}

TEST_CASE("another beginning draws other numbers") {
    DigitsBench bench(1);
    bench.problems[0].stream.clear();
    const auto streamBehind = [&](const std::string &begun) {
        const auto model =
            std::make_shared<ScriptedModel>([](const CompletionRequest &, std::int64_t) { return three(); });
        bench.context.model = model;
        bench.problems[0].begun.text = begun;
        REQUIRE(drawSamples(bench.problems, bench.context, {.n = 1}));
        return model->calls[0][0].stream;
    };
    CHECK(streamBehind("5") == streamBehind("5"));
    CHECK(streamBehind("5") != streamBehind("6"));
}
