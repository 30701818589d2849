// SPDX-License-Identifier: Apache-2.0
// The strategy compute_optimal: the first samples choose the band of a policy, and are part of what it spends.
#include "tests/support/strategy_run.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

/// The answers of the samples, one digit each, with the log-probabilities that `likely` has.
ScriptedModel::Script saying(const std::string &digits, const std::string &likely = {}) {
    return [=](const CompletionRequest &, std::int64_t s) {
        const auto at = static_cast<std::size_t>(s) % digits.size();
        return written(std::string(1, digits[at]), "stop", likely.empty() ? -1.0f : -0.1f * float('9' - likely[at]));
    };
}

} // namespace

TEST_CASE("agreement of the first samples decides how many there are") {
    // Of two: none agree, one (each says another thing), both: then 4, 3 and 2 samples are drawn in all.
    const StrategyRun agreed("compute_optimal", Json::object(), saying("55"));
    CHECK(agreed.outcome.candidates.size() == 2);
    CHECK(agreed.outcome.reason == "votes 2 of 2");
    CHECK(agreed.outcome.tokens.spent() == 2);
    const StrategyRun split("compute_optimal", Json::object(), saying("585"));
    CHECK(split.outcome.candidates.size() == 3);
    CHECK(split.outcome.answer == "5");
    CHECK(split.outcome.reason == "votes 2 of 3");
    CHECK(split.outcome.tokens.spent() == 3); // the estimate of the difficulty is paid for, and not lost
    REQUIRE(split.model->calls.size() == 2);
    CHECK(split.model->calls[0][0].n == 2);
    CHECK(split.model->calls[1][0].n == 1);
    CHECK(split.model->calls[1][0].firstSample == 2);
}

TEST_CASE("samples that cannot vote agree with nobody, and later ones do not move a problem into another band") {
    const auto cut = [](const CompletionRequest &, std::int64_t s) {
        return s < 2 ? written("5", "length") : written("7");
    };
    const StrategyRun none("compute_optimal", Json::object(), cut);
    CHECK(none.outcome.candidates.size() == 4);
    CHECK(none.outcome.answer == "7");
    const StrategyRun budget("compute_optimal", {{"token_budget", 1}}, saying("5"));
    CHECK(budget.outcome.tokens.spent() == 1);
    CHECK(budget.outcome.answer == "5");
}

TEST_CASE("a band may let the likeliest sample win") {
    DigitsBench bench(1);
    bench.context.model = std::make_shared<ScriptedModel>(saying("558", "114"));
    for (int agreeing = 0; agreeing < 3; ++agreeing) {
        bench.context.rows["allocation"][static_cast<std::size_t>(agreeing)]["decision"] = "highest";
        bench.context.rows["allocation"][static_cast<std::size_t>(agreeing)]["n"] = 3;
    }
    const auto strategy = (*strategyByName("compute_optimal"))->make(Json::object());
    REQUIRE(strategy);
    const auto outcomes = runSearch(**strategy, bench.problems, bench.context);
    REQUIRE(outcomes);
    CHECK((*outcomes)[0].answer == "8"); // two say 5
    CHECK((*outcomes)[0].reason == "highest mean_logprob");
}

TEST_CASE("a problem keeps its band, whatever later samples say") {
    DigitsBench bench(1);
    bench.context.model = std::make_shared<ScriptedModel>(saying("585", "191"));
    bench.context.rows["allocation"][1]["decision"] =
        "highest"; // two samples that differ; then a third agrees with one
    const auto strategy = (*strategyByName("compute_optimal"))->make(Json::object());
    REQUIRE(strategy);
    const auto outcomes = runSearch(**strategy, bench.problems, bench.context);
    REQUIRE(outcomes);
    CHECK((*outcomes)[0].candidates.size() == 3);
    CHECK((*outcomes)[0].reason == "highest mean_logprob");
    CHECK((*outcomes)[0].answer == "8");
}

TEST_CASE("without a policy, with a broken one or without a rule nothing is allocated") {
    const auto refusal = [](const std::function<void(DigitsBench &)> &change) {
        return refusalOf("compute_optimal", Json::object(), change);
    };
    CHECK(refusal([](DigitsBench &bench) { bench.context.rows.erase("allocation"); }) == "search.no_allocation");
    CHECK(refusal([](DigitsBench &bench) { bench.context.rows["allocation"].pop_back(); }) == "allocation.bad_row");
    CHECK(refusal([](DigitsBench &bench) { bench.context.rule = nullptr; }) == "search.no_rule");
}
