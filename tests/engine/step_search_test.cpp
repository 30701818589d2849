// SPDX-License-Identifier: Apache-2.0
// Searches that grow answers by steps: which beginnings they go on with, and what they find in trees that are known
// whole.
#include "core/engine/search/steps.h"
#include "tests/support/capture.h"
#include "tests/support/strategy_run.h"
#include <cmath>
#include <limits>
#include <set>

using namespace lapidary;
using doctest::Approx;

namespace {

/// Steps without a 7 are right; the likeliest way is wrong. The one right answer is 0, behind two right steps.
Completion oneRightWay(const CompletionRequest &request, std::int64_t s) {
    if (request.begun.size() < 4) return s % 3 == 1 ? written("14", kStep, -5) : written("74", kStep, -0.1f);
    return written(request.begun.substr(0, 4) == "1414" ? "0" : "9");
}

/// A tree of three branches and three steps, where some answers end early.
Completion branch(const CompletionRequest &request, std::int64_t s) {
    const std::string text = std::to_string(s % 3) + "4";
    Rng rng(5, request.begun + text);
    const bool ends = request.begun.size() >= 4 || rng.below(4) == 0;
    return written(text, ends ? "stop" : kStep, static_cast<float>(-2 * rng.uniform()));
}

/// The best mean log-probability of all whole answers behind `begun`.
double exhaustive(const std::string &begun, double sum) {
    double best = -std::numeric_limits<double>::infinity();
    for (std::int64_t s = 0; s < 3; ++s) {
        CompletionRequest request;
        request.begun = begun;
        const Completion piece = branch(request, s);
        const double all = sum + piece.logprob();
        const std::string text = begun + piece.text;
        best = std::max(best,
                        piece.finishReason == "stop" ? all / static_cast<double>(text.size()) : exhaustive(text, all));
    }
    return best;
}

constexpr const char *kTrees[] = {"rap", "puct", "rest_mcts"};

} // namespace

TEST_CASE("whoever asks the verifier is led to the one right answer, and is called an oracle") {
    const std::pair<const char *, Json> searches[] = {
        {"dvts", {{"subtrees", 2}, {"expansions", 3}}},
        {"lookahead", {{"width", 1}, {"expansions", 3}}},
        {"particle_filtering", {{"particles", 3}}},
        {"rebase", {{"width", 6}}},
        {"rap", {{"branching", 3}}},
        {"puct", {{"branching", 3}}},
        {"rest_mcts", {{"branching", 3}}},
        {"tree_of_thoughts", {{"thoughts", 3}, {"evaluate", "score"}}},
    };
    for (auto [name, config] : searches) {
        CAPTURE_BOUND(name);
        config["scorer"] = "verifier";
        const StrategyRun led(name, config, oneRightWay);
        CHECK(led.chosen().text == "14140");
        CHECK(led.outcome.answer == "0");
        CHECK(led.outcome.oracle);
        config["scorer"] = "mean_logprob";
        const StrategyRun likely(name, config, oneRightWay);
        CHECK(likely.outcome.answer == "9");
        CHECK(!likely.outcome.oracle);
        CHECK(refusalOf(name, {{"scorer", "judge"}}) != "");
        config["scorer"] = "verifier";
        CHECK(refusalOf(name, config, [](DigitsBench &bench) { bench.context.rule = nullptr; }) == "search.no_rule");
    }
}

TEST_CASE("a tree search with simulations for all of a small tree finds what searching it whole finds") {
    const double best = exhaustive("", 0);
    for (const char *name : kTrees) {
        CAPTURE(name);
        const StrategyRun run(name, {{"branching", 3}, {"simulations", 300}, {"exploration", 20}}, branch);
        CHECK(*run.chosen().score == Approx(best));
        CHECK(run.outcome.answered);
        std::set<std::string> whole;
        for (const auto &candidate : run.outcome.candidates)
            if (candidate.fault().empty()) whole.insert(candidate.text);
        CHECK(whole.size() > 5);
    }
}

TEST_CASE("a tree search goes where it is good, and elsewhere where it is told to explore") {
    // Two ways without an end, one of which is likelier at every step.
    const auto endless = [](const CompletionRequest &, std::int64_t s) {
        return s % 2 == 0 ? written("14", kStep, -0.1f) : written("24", kStep, -1);
    };
    const auto widest = [&](const char *name, double exploration) {
        const StrategyRun run(name,
                              {{"branching", 2},
                               {"simulations", 12},
                               {"rollout_steps", 0},
                               {"exploration", exploration},
                               {"max_new_tokens", 100}},
                              endless);
        std::size_t unlikely = 0; // nodes behind the unlikely first step
        for (const auto &call : run.model->calls)
            for (const auto &request : call) unlikely += request.begun.starts_with("24");
        return unlikely;
    };
    CHECK(widest("puct", 0) == 0);
    CHECK(widest("puct", 50) > 2);
    CHECK(widest("rap", 0) == 0);
    CHECK(widest("rap", 50) > 2);
    CHECK(widest("rest_mcts", 50) > 2);
}

TEST_CASE("a tree search stops where an answer is good enough") {
    const Json config = {{"branching", 3}, {"scorer", "verifier"}, {"simulations", 50}};
    Json endless = config;
    endless["enough"] = 1.0;
    const StrategyRun soon("rest_mcts", config, oneRightWay), same("rest_mcts", endless, oneRightWay);
    CHECK(soon.outcome.tokens.spent() == same.outcome.tokens.spent()); // the right answer is perfect
    const StrategyRun never("rest_mcts", {{"branching", 3}, {"simulations", 50}, {"enough", 1.0}}, oneRightWay);
    CHECK(never.outcome.tokens.spent() > soon.outcome.tokens.spent());
    const StrategyRun likely("rest_mcts", {{"branching", 3}, {"simulations", 50}, {"enough", 0.3}}, oneRightWay);
    CHECK(likely.outcome.tokens.spent() < never.outcome.tokens.spent());
}

TEST_CASE("where no answer has ended, a tree search writes its best beginning to the end") {
    const auto slow = [](const CompletionRequest &request, std::int64_t s) {
        if (request.until.marks.empty()) return written("05"); // asked for the whole rest
        return written(s % 2 == 0 ? "14" : "24", kStep, s % 2 == 0 ? -1.0f : -0.2f);
    };
    const StrategyRun run("puct", {{"simulations", 1}, {"branching", 2}}, slow);
    CHECK(run.chosen().text == "2405");
    CHECK(run.outcome.answered);
    CHECK(run.model->calls.back()[0].sampling.greedy());
}

TEST_CASE("agreeing answers lead a tree of actions, and win") {
    const auto script = [](const CompletionRequest &request, std::int64_t) {
        if (request.until.marks.empty() || request.begun.size() > 40) return written("8");
        return written(request.begun.find("Sub") == std::string::npos ? "14" : "25",
                       request.begun.empty() ? kStep : "stop");
    };
    const StrategyRun run("rstar", {{"simulations", 6}}, script);
    CHECK(run.said().size() >= 3);
    CHECK(run.said()[2] == "\nSub-question: ");
    CHECK(run.outcome.reason.starts_with("votes "));
    std::map<std::string, int> votes;
    for (const auto &candidate : run.outcome.candidates)
        if (candidate.fault().empty() && candidate.answer) ++votes[*candidate.answer];
    for (const auto &[answer, count] : votes) CHECK(count <= votes[*run.outcome.answer]);
    CHECK(refusalOf("rstar", Json::object(), [](DigitsBench &bench) { bench.context.rule = nullptr; }) ==
          "search.no_rule");
}

TEST_CASE("subtrees go on apart from each other, and back where they lead nowhere") {
    const auto script = [](const CompletionRequest &request, std::int64_t s) {
        if (request.begun.empty()) return written(std::to_string(s + 1) + "4", kStep, s % 2 == 0 ? -1.0f : -2.0f);
        if (request.begun == "14") return written("5", "length"); // the first subtree's best is a dead end
        return written(request.begun.substr(0, 1) + std::to_string(s));
    };
    const StrategyRun run("dvts", {{"subtrees", 2}, {"expansions", 2}}, script);
    REQUIRE(run.model->calls.size() == 3);
    CHECK(run.model->calls[0][0].n == 4);
    CHECK(run.model->calls[1].size() == 2);
    CHECK(run.model->calls[1][0].begun == "14");
    CHECK(run.model->calls[1][1].begun == "34");
    REQUIRE(run.model->calls[2].size() == 1);
    CHECK(run.model->calls[2][0].begun == "24"); // its second best
    std::set<std::string> whole;
    for (const auto &candidate : run.outcome.candidates)
        if (candidate.fault().empty()) whole.insert(candidate.text);
    CHECK(whole == std::set<std::string>{"2420", "2421", "3430", "3431"}); // all that ended at the last steps
    const StrategyRun vote("dvts", {{"subtrees", 2}, {"expansions", 2}, {"decision", "vote"}}, script);
    CHECK(vote.outcome.reason == "votes 2 of 4");
}

TEST_CASE("a beginning that has not ended has no vote, however likely it is") {
    const auto script = [](const CompletionRequest &, std::int64_t s) {
        return s == 0 ? written("14", kStep, -3) : written("5", "stop", -1);
    };
    const StrategyRun run("dvts", {{"subtrees", 1}, {"expansions", 2}, {"decision", "vote"}}, script);
    CHECK(run.outcome.reason == "votes 1 of 1");
    CHECK(run.outcome.candidates.size() == 1);
}

TEST_CASE("a step is worth what is reached behind it") {
    const auto script = [](const CompletionRequest &request, std::int64_t s) {
        if (request.begun.empty()) return s == 0 ? written("14", kStep, -0.1f) : written("24", kStep, -1);
        if (request.begun.size() == 2) return written("3", "stop", request.begun == "14" ? -9.0f : -0.1f);
        return written("3");
    };
    const Json config = {{"width", 1}, {"expansions", 2}};
    Json blind = config;
    blind["lookahead"] = 0;
    CHECK(StrategyRun("lookahead", blind, script).chosen().text == "143");
    const StrategyRun seeing("lookahead", config, script);
    CHECK(seeing.chosen().text == "243");
    CHECK(seeing.model->calls[1][0].sampling.greedy());
    CHECK(!seeing.model->calls[0][0].sampling.greedy());
    std::size_t thrown = 0;
    for (const auto &node : seeing.tree.nodes) thrown += node.pruned && node.pruned->reason == "looked ahead";
    CHECK(thrown == 2);
    CHECK(seeing.outcome.tokens.rejected > 0); // they count
}

TEST_CASE("particles are drawn again in proportion to their weights") {
    const auto script = [](const CompletionRequest &request, std::int64_t s) {
        if (request.begun.empty()) return written(s == 1 || s == 2 ? "14" : "74", kStep);
        return written("0");
    };
    const StrategyRun run("particle_filtering", {{"particles", 4}, {"scorer", "verifier"}}, script);
    REQUIRE(run.model->calls.size() == 2);
    REQUIRE(run.model->calls[1].size() == 2); // the right ones, and no wrong one
    CHECK(run.model->calls[1][0].n == 2);
    CHECK(run.model->calls[1][1].n == 2);
    // Of two that are as likely as 1 to 3, with four places: one and three.
    const auto uneven = [](const CompletionRequest &request, std::int64_t s) {
        if (!request.begun.empty()) return written("0");
        return written(std::to_string(s) + "4", kStep, std::log(s == 0 ? 0.25f : 0.5f)); // odds 1/3 and 1
    };
    const StrategyRun one("particle_filtering", {{"particles", 2}, {"resampling_temperature", 0.1}}, uneven);
    REQUIRE(one.model->calls[1].size() == 1); // (1/3)^10 of the weight is never drawn
    CHECK(one.model->calls[1][0].begun == "14");
    CHECK(one.model->calls[1][0].n == 2);
}

TEST_CASE("the samples of a level are shared out by the softmax of the scores, rounded up") {
    const auto script = [](const CompletionRequest &request, std::int64_t s) {
        if (!request.begun.empty()) return written("0");
        return s % 2 == 0 ? written("14", kStep, 0) : written("24", kStep, std::log(0.8f));
    };
    const StrategyRun run("rebase", {{"width", 16}}, script);
    REQUIRE(run.model->calls[1].size() == 2); // equal texts are one beginning
    CHECK(run.model->calls[1][0].begun == "14");
    CHECK(run.model->calls[1][0].n == 12); // 16 · 1 / (1 + e^-1) = 11.7
    CHECK(run.model->calls[1][1].n == 4);  // of 4.3, the rest
    CHECK(run.outcome.reason.find("weighted votes") != std::string::npos);
}

TEST_CASE("answers that have ended use up their share of a level") {
    const auto script = [](const CompletionRequest &request, std::int64_t s) {
        if (request.begun.empty()) return s == 0 ? written("5") : written(std::to_string(s) + "4", kStep);
        return written("0");
    };
    const StrategyRun run("rebase", {{"width", 3}}, script);
    std::int64_t second = 0;
    for (const auto &request : run.model->calls[1]) second += request.n;
    CHECK(second == 2);
}
