// SPDX-License-Identifier: Apache-2.0
// Votes that stop early: where they stop, and what they then say.
#include "tests/support/strategy_run.h"

using namespace lapidary;

namespace {

/// Samples whose answers are the digits of `answers`, over and over.
ScriptedModel::Script answers(const std::string &digits) {
    return [digits](const CompletionRequest &, std::int64_t s) {
        return written(std::string(1, digits[static_cast<std::size_t>(s) % digits.size()]));
    };
}

std::size_t drawnBy(const StrategyRun &run) {
    return run.tree.nodes.size() - 1;
}

} // namespace

TEST_CASE("Adaptive-Consistency stops on its frontier") {
    constexpr std::size_t kFrontier[] = {4, 6, 8, 9, 11, 12, 14, 15, 17, 18};
    for (std::size_t others = 0; others < 10; ++others) {
        CAPTURE(others);
        const StrategyRun run("adaptive_consistency", Json::object(),
                              answers(std::string(others, '8') + std::string(40 - others, '5')));
        // As long as the eights lead they may be sure of themselves: four of them are.
        CHECK(drawnBy(run) == (others < 4 ? kFrontier[others] + others : 4));
        CHECK(run.outcome.answer == (others < 4 ? "5" : "8"));
    }
    // Against b votes of the next, each of the rest for another answer, the leader needs as many as the frontier says.
    for (std::size_t next = 1; next < 10; ++next) {
        CAPTURE(next);
        std::string votes;
        for (std::size_t i = 0; i < next; ++i) votes += "58"; // never sure: equal, or one ahead
        const StrategyRun run("adaptive_consistency", Json::object(), answers(votes + std::string(40, '5')));
        CHECK(drawnBy(run) == kFrontier[next] + next);
        CHECK(run.outcome.answer == "5");
        CHECK(run.outcome.reason ==
              "votes " + std::to_string(kFrontier[next]) + " of " + std::to_string(kFrontier[next] + next));
    }
}

TEST_CASE("Adaptive-Consistency draws windows, and at most n") {
    CHECK(drawnBy(StrategyRun("adaptive_consistency", {{"window", 3}}, answers("5"))) == 6); // 4 would do
    const StrategyRun never("adaptive_consistency", {{"n", 10}, {"window", 4}}, answers("58"));
    CHECK(drawnBy(never) == 10);
    CHECK(never.outcome.tie);
    CHECK(never.model->calls.back()[0].n == 2);
    CHECK(drawnBy(StrategyRun("adaptive_consistency", {{"threshold", 0.99}}, answers("5"))) == 6); // 1 - 2^-7
    const auto cut = [](const CompletionRequest &, std::int64_t) { return written("5", "length"); };
    const StrategyRun none("adaptive_consistency", {{"n", 7}}, cut);
    CHECK(drawnBy(none) == 7); // a cut sample says nothing
    CHECK(!none.outcome.answered);
}

TEST_CASE("early stopping takes the answer of the first window that agrees") {
    const StrategyRun first("early_stopping_consistency", Json::object(), answers("5"));
    CHECK(drawnBy(first) == 5);
    CHECK(first.outcome.reason == "votes 5 of 5");
    const StrategyRun third("early_stopping_consistency", Json::object(), answers("555585555888888"));
    CHECK(drawnBy(third) == 15);
    CHECK(third.outcome.answer == "8"); // five of its window, though 5 has eight of all
    const StrategyRun never("early_stopping_consistency", {{"n", 12}}, answers("85558"));
    CHECK(drawnBy(never) == 12);
    CHECK(never.outcome.answer == "5");
    CHECK(never.outcome.reason == "votes 7 of 12");
}

TEST_CASE("a vote that cannot change any more stops, with the answer of the whole vote") {
    CHECK(drawnBy(StrategyRun("lossless_consistency", {{"n", 9}}, answers("5"))) == 5);
    CHECK(drawnBy(StrategyRun("lossless_consistency", {{"n", 8}}, answers("5"))) == 5); // 4 could still become a tie
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        Rng rng(seed, "votes");
        std::string digits;
        for (int i = 0; i < 15; ++i) digits += static_cast<char>('4' + rng.below(3));
        CAPTURE(digits);
        const StrategyRun all("self_consistency", {{"n", 15}}, answers(digits));
        const StrategyRun some("lossless_consistency", {{"n", 15}}, answers(digits));
        CHECK(some.outcome.answer == all.outcome.answer);
        CHECK(drawnBy(some) <= 15);
    }
}

TEST_CASE("early stops need answers") {
    for (const char *name : {"adaptive_consistency", "early_stopping_consistency", "lossless_consistency"})
        CHECK(refusalOf(name, Json::object(), [](DigitsBench &bench) { bench.context.rule = nullptr; }) ==
              "search.no_rule");
}
