// SPDX-License-Identifier: Apache-2.0
// Votes that weigh what a score says, scores made of the scores of steps, and answers by how sure their tokens are.
#include "core/engine/reward/step_scores.h"
#include "core/engine/search/scorers.h"
#include "core/engine/search/spans.h"
#include "tests/support/strategy_run.h"
#include <cmath>

using namespace lapidary;
using doctest::Approx;

namespace {

/// The samples of one problem, in their order.
ScriptedModel::Script samples(std::vector<Completion> all) {
    return [all = std::move(all)](const CompletionRequest &, std::int64_t s) {
        return all[static_cast<std::size_t>(s) % all.size()];
    };
}

Completion scored(const std::string &text, std::vector<TokenScore> scores) {
    Completion out = written(text);
    out.scores = std::move(scores);
    return out;
}

} // namespace

TEST_CASE("a likely answer outweighs two unlikely ones where votes weigh their probability") {
    const auto three = samples({written("5", "stop", -3), written("15", "stop", -3), written("8", "stop", -0.1f)});
    const StrategyRun equal("self_consistency", {{"n", 3}}, three);
    CHECK(equal.outcome.answer == "5");
    CHECK(equal.outcome.reason == "votes 2 of 3");
    const StrategyRun weighted("self_consistency", {{"n", 3}, {"weights", "mean_logprob"}}, three);
    CHECK(weighted.outcome.answer == "8"); // e^-0.1 against 2 e^-3
    CHECK(weighted.outcome.reason == "mean_logprob-weighted votes 1 of 3");
    CHECK(!weighted.outcome.oracle);
    // Twice e^-1.2 is more than e^-0.6, but their mean is less.
    const auto close = samples({written("5", "stop", -1.2f), written("5", "stop", -1.2f), written("8", "stop", -0.6f)});
    CHECK(StrategyRun("self_consistency", {{"n", 3}, {"weights", "mean_logprob"}}, close).outcome.answer == "5");
    CHECK(StrategyRun("self_consistency", {{"n", 3}, {"weights", "mean_logprob"}, {"normalize", true}}, close)
              .outcome.answer == "8");
}

TEST_CASE("votes that the verifier weighs are right where any is, and are called an oracle") {
    const StrategyRun run("self_consistency", {{"n", 3}, {"weights", "verifier"}},
                          samples({written("5"), written("15"), written("40")}));
    CHECK(run.outcome.answer == "0"); // the reference; its step is right
    CHECK(run.outcome.oracle);
    const StrategyRun wrong("self_consistency", {{"n", 3}, {"weights", "verifier"}},
                            samples({written("5"), written("6")}));
    CHECK(wrong.outcome.tie); // all weigh nothing
    CHECK(refusalOf("self_consistency", {{"weights", "judge"}}) == "search.no_judge");
    CHECK(refusalOf("self_consistency", {}, [](DigitsBench &bench) { bench.context.rule = nullptr; }) ==
          "search.no_rule");
}

TEST_CASE("a check of the steps prefers what follows, whatever the reference says") {
    // The reference is 0; 7 is in a wrong step, and half of the third's steps are wrong.
    const auto four = samples({written("1740"), written("1749"), written("174248"), written("142")});
    const StrategyRun run("best_of_n", {{"n", 4}, {"scorer", "step_check"}}, four);
    CHECK(run.outcome.answer == "2");
    CHECK(!run.outcome.oracle);
    CHECK(run.tree.nodes[3].score == 0.25);
    const StrategyRun vote("self_consistency", {{"n", 4}, {"weights", "step_check"}}, four);
    CHECK(vote.outcome.answer == "2");
    const StrategyRun least("self_consistency", {{"n", 4}, {"weights", "step_check"}, {"aggregate", "min"}}, four);
    CHECK(least.outcome.answer == "2");
    CHECK(refusalOf("best_of_n", {{"scorer", "step_check"}}, [](DigitsBench &bench) {
              static const auto math = ruleByName("math");
              bench.context.rule = math->get();
          }) == "search.no_steps");
}

TEST_CASE("scores of steps become one in four ways, and of no steps there is none") {
    const std::vector<double> steps{0.5, 0.25, 1, 0.75};
    CHECK(aggregateOf(steps, "last") == 0.75);
    CHECK(aggregateOf(steps, "min") == 0.25);
    CHECK(aggregateOf(steps, "prod") == 0.09375);
    CHECK(aggregateOf(steps, "mean") == 0.625);
    for (const auto &how : stepAggregates()) CHECK(!aggregateOf({}, how));
}

TEST_CASE("best of n by its steps: the last one, and the mean of all, have each its own winner") {
    // Steps are right without a 7: the second of two; three of four, and not the last.
    const auto all = samples({written("714141"), written("141414745")});
    const auto outcome = [&](const char *aggregate) {
        const StrategyRun run("best_of_n", {{"n", 2}, {"scorer", "verifier"}, {"aggregate", aggregate}}, all);
        CHECK(run.outcome.oracle);
        return run.outcome;
    };
    CHECK(outcome("last").chosen == 0);
    CHECK(outcome("mean").chosen == 1);
    CHECK(outcome("mean").candidates[1].score == Approx(0.75));
    CHECK(outcome("min").tie); // a wrong step each
    CHECK(outcome("prod").candidates[0].score == 0.0);
    CHECK(refusalOf("best_of_n", {{"scorer", "self_certainty"}, {"aggregate", "min"}}) == "search.no_steps");
    CHECK(refusalOf("best_of_n", {{"scorer", "verifier"}, {"aggregate", "min"}},
                    [](DigitsBench &bench) { bench.context.rule = nullptr; }) == "search.no_rule");
}

TEST_CASE("a step's probability is the geometric mean of its tokens'") {
    DigitsBench bench(1);
    Completion text = written("1425434");
    text.logprobs = {-1, -3, -2, -4, -6, -0.5f, -0.5f};
    const auto spans = stepSpans(text, bench.context);
    REQUIRE(spans.size() == 3); // 14, 254, 34: a mark at the end makes no empty step
    CHECK(spans[1].begin == 2);
    CHECK(spans[1].end == 5);
    const ToScore asked{.problem = &bench.problems[0], .candidate = {.text = text.text, .completion = text}};
    const auto scores = scorerByName("mean_logprob").score({&asked, 1}, bench.context, {.steps = true});
    REQUIRE(scores);
    const auto &steps = scores->front().steps;
    REQUIRE(steps.size() == 3);
    CHECK(steps[0] == Approx(std::exp(-2)));
    CHECK(steps[1] == Approx(std::exp(-4)));
    CHECK(steps[2] == Approx(std::exp(-0.5)));
    CHECK(*scores->front().value == Approx(-17.0 / 7));
}

TEST_CASE("the surest answer of a few first tokens wins, by the tokens of the answer alone") {
    // Answers 5, 8 and 5; margins of the answers' tokens .3, .5 and .3, of the others the other way round.
    const auto all = samples({scored("15", {{.margin = 0.9f}, {.margin = 0.3f}}), scored("8", {{.margin = 0.5f}}),
                              scored("95", {{.margin = 0.9f}, {.margin = 0.3f}})});
    const StrategyRun sum("cot_decoding", {{"k", 3}}, all);
    CHECK(sum.outcome.answer == "5"); // .6 against .5
    CHECK(sum.model->calls[0][0].byFirstRank);
    CHECK(sum.model->calls[0][0].sampling.greedy());
    const StrategyRun surest("cot_decoding", {{"k", 3}, {"aggregate", false}}, all);
    CHECK(surest.outcome.answer == "8");
    CHECK(surest.chosen().score == Approx(0.5));
}

TEST_CASE("the answer stands where it is said last, and everywhere where it is said in other words") {
    DigitsBench bench(1);
    Candidate said{.text = "15935", .completion = written("15935"), .answer = "5"};
    CHECK(answerSpan(said, bench.context).begin == 4);
    CHECK(answerSpan(said, bench.context).end == 5);
    said.answer = "93";
    CHECK(answerSpan(said, bench.context).begin == 2);
    CHECK(answerSpan(said, bench.context).end == 4);
    said.answer = "six";
    CHECK(answerSpan(said, bench.context).size() == 5);
}

TEST_CASE("scores of distributions need them, and say so") {
    for (const char *scorer : {"self_certainty", "confidence", "answer_margin"}) {
        CAPTURE(scorer);
        CHECK(refusalOf("best_of_n", {{"scorer", scorer}, {"max_new_tokens", 3}}).empty()); // a network gives them
        const auto without = [](DigitsBench &bench) {
            bench.context.model = std::make_shared<ScriptedModel>(samples({written("5")}));
        };
        CHECK(refusalOf("best_of_n", {{"scorer", scorer}}, without) == "search.no_logprobs");
    }
    const auto two = samples({scored("15", {{.certainty = 3}, {.certainty = 1}}), scored("8", {{.certainty = 2.5f}})});
    const StrategyRun run("best_of_n", {{"n", 2}, {"scorer", "self_certainty"}}, two);
    CHECK(run.chosen().text == "8"); // the mean of a token, not the sum
    CHECK(run.chosen().score == Approx(2.5));
}

TEST_CASE("reasoning is begun by a trigger, and its result is asked for by another") {
    const auto script = [](const CompletionRequest &request, std::int64_t) {
        return request.begun.empty() ? written("12") : written("7");
    };
    const StrategyRun zero("chain_of_thought", {{"trigger", "33"}, {"answer_trigger", "99"}}, script);
    CHECK(zero.chosen().text == "3312997");
    CHECK(zero.outcome.answer == "7");
    CHECK(zero.outcome.reason == "only");
    CHECK(zero.said() == std::vector<std::string>{"99"});
    CHECK(zero.model->calls[0][0].ids == std::vector<std::int64_t>{1, 0, 0, 3, 3});
    CHECK(zero.model->calls[1][0].until.tokens == 32);
    for (const auto &call : zero.model->calls) CHECK(call[0].sampling.greedy());
    const StrategyRun bare("chain_of_thought", {{"answer_trigger", ""}}, script);
    CHECK(bare.pieces() == std::vector<std::string>{"Let's think step by step.12"});
    const StrategyRun direct("chain_of_thought",
                             {{"mode", "direct"}, {"answer_tokens", 5}, {"answer_trigger", "\n 99"}}, script);
    CHECK(direct.chosen().text == "9912");
    CHECK(direct.said().empty());
    CHECK(direct.model->calls[0][0].until.tokens == 5);
}
