// SPDX-License-Identifier: Apache-2.0
// Beam search by steps: what it finds on trees that can be searched whole, and what it is with one beam.
#include "core/engine/search/driver.h"
#include "core/job/search_event.h"
#include "tests/support/digits.h"
#include "tests/support/engine_doctest.h"
#include "tests/support/scripted_model.h"
#include <cmath>
#include <limits>

using namespace lapidary;

namespace {

/// A tree of three branches and three steps, where some answers end early: the step `sample` behind what has begun.
Completion branch(const std::string &begun, std::int64_t sample) {
    const std::string text = std::to_string(sample) + "4";
    Rng rng(5, begun + text);
    const bool ends = begun.size() == 4 || rng.below(4) == 0;
    const auto logprob = static_cast<float>(-2 * rng.uniform());
    return {.ids = {sample, 4},
            .text = text,
            .finishReason = ends ? "stop" : kStep,
            .logprobs = {logprob, logprob / 2},
            .entropies = {}};
}

/// The best mean log-probability of all whole answers behind `begun`, and its text.
std::pair<double, std::string> exhaustive(const std::string &begun, double sum) {
    std::pair<double, std::string> best{-std::numeric_limits<double>::infinity(), ""};
    for (std::int64_t s = 0; s < 3; ++s) {
        const Completion piece = branch(begun, s);
        const double all = sum + piece.logprob();
        const std::string text = begun + piece.text;
        const auto here = piece.finishReason == "stop" ? std::pair{all / static_cast<double>(text.size()), text}
                                                       : exhaustive(text, all);
        if (here.first > best.first) best = here;
    }
    return best;
}

std::unique_ptr<Strategy> beams(const Json &config) {
    auto made = (*strategyByName("beam_search"))->make(config);
    REQUIRE(made);
    return std::move(*made);
}

std::vector<SearchOutcome> search(DigitsBench &bench, const std::string &name, const Json &config) {
    const auto made = (*strategyByName(name))->make(config);
    REQUIRE(made);
    auto outcomes = runSearch(**made, bench.problems, bench.context);
    REQUIRE_MESSAGE(outcomes, (outcomes ? "" : describe(outcomes.error())));
    return std::move(*outcomes);
}

/// One problem whose pieces are written by script.
SearchOutcome scripted(const Json &config, const ScriptedModel::Script &script) {
    DigitsBench bench(1);
    bench.context.model = std::make_shared<ScriptedModel>(script);
    return search(bench, "beam_search", config)[0];
}

Completion piece(const char *text, const char *finish, float logprob) {
    return {.ids = {1}, .text = text, .finishReason = finish, .logprobs = {logprob}, .entropies = {}};
}

} // namespace

TEST_CASE("beams for all of a small tree find what searching it whole finds") {
    const auto [score, text] = exhaustive("", 0);
    const auto script = [](const CompletionRequest &request, std::int64_t s) { return branch(request.begun, s); };
    const auto outcome = scripted({{"width", 27}, {"expansions", 3}}, script);
    CHECK(outcome.candidates[outcome.chosen].text == text);
    CHECK(*outcome.candidates[outcome.chosen].score == doctest::Approx(score));
    CHECK(outcome.answered);
    CHECK(outcome.reason == "highest mean_logprob");
    CHECK(!outcome.oracle);
    const auto narrow = scripted({{"width", 1}, {"expansions", 3}}, script);
    CHECK(*narrow.candidates[narrow.chosen].score <= score);
    CHECK(narrow.tokens.spent() <= 3 * 3 * 2);
}

TEST_CASE("one beam, continued once at temperature 0, is greedy") {
    for (const Json &more : {Json::object(), Json{{"stop", {"3"}}}, Json{{"completion_prefix", "77"}},
                             Json{{"repetition_penalty", 1.3}}, Json{{"ignore_eos", true}}}) {
        for (const char *mark : {"", "5", "12"}) {
            CAPTURE(more.dump());
            CAPTURE(mark);
            Json config = more;
            config["max_new_tokens"] = 24;
            DigitsBench bench;
            const auto greedy = search(bench, "greedy", config);
            config.update({{"width", 1}, {"expansions", 1}, {"temperature", 0}, {"step_mark", mark}});
            const auto beam = search(bench, "beam_search", config);
            for (std::size_t p = 0; p < greedy.size(); ++p) {
                REQUIRE(beam[p].candidates.size() == 1);
                const auto &a = greedy[p].candidates[0], &b = beam[p].candidates[0];
                CHECK(a.text == b.text);
                CHECK(a.completion.ids == b.completion.ids);
                CHECK(a.completion.finishReason == b.completion.finishReason);
                CHECK(a.answer == b.answer);
                CHECK(greedy[p].answered == beam[p].answered);
                CHECK(greedy[p].answer == beam[p].answer);
                CHECK(greedy[p].tokens.kept == beam[p].tokens.kept);
                CHECK(beam[p].tokens.rejected == 0);
            }
        }
    }
}

TEST_CASE("a text that ends the answer is found where it lies across two steps") {
    DigitsBench bench(24);
    int across = 0;
    const Json stop = {{"max_new_tokens", 24}, {"stop", {"58", "56", "53", "51"}}, {"ignore_eos", true}};
    const auto greedy = search(bench, "greedy", stop);
    Json config = stop;
    config.update({{"width", 1}, {"expansions", 1}, {"temperature", 0}, {"step_mark", "5"}});
    const auto beam = search(bench, "beam_search", config);
    for (std::size_t p = 0; p < greedy.size(); ++p) {
        across += greedy[p].candidates[0].completion.finishReason == "stop";
        CHECK(beam[p].candidates[0].text == greedy[p].candidates[0].text);
        CHECK(beam[p].answer == greedy[p].answer);
    }
    CHECK(across > 0);
}

TEST_CASE("beams draw the same for the same seed, and something else for another") {
    const auto textOf = [](int seed) {
        DigitsBench bench;
        std::string out;
        for (const auto &outcome :
             search(bench, "beam_search",
                    {{"max_new_tokens", 24}, {"temperature", 1.3}, {"seed", seed}, {"expansions", 3}}))
            for (const auto &candidate : outcome.candidates) out += candidate.text + "/";
        return out;
    };
    CHECK(textOf(1) == textOf(1));
    CHECK(textOf(1) != textOf(2));
}

TEST_CASE("the verifier leads beams to the right answer, and is called an oracle") {
    // Steps without a 7 are right; the likeliest way is wrong.
    const auto script = [](const CompletionRequest &request, std::int64_t s) {
        if (request.begun.size() < 4) return piece(s == 0 ? "74" : "14", kStep, s == 0 ? -0.1f : -5.0f);
        return piece(request.begun == "1414" ? "0" : "9", "stop", -1);
    };
    const auto right = scripted({{"width", 1}, {"expansions", 2}, {"scorer", "verifier"}}, script);
    CHECK(right.candidates[right.chosen].text == "14140");
    CHECK(right.oracle);
    CHECK(right.answer == "0");
    const auto likely = scripted({{"width", 1}, {"expansions", 2}}, script);
    CHECK(likely.candidates[likely.chosen].text == "74749");
    CHECK(!likely.oracle);

    DigitsBench bench(1);
    const auto rule = ruleByName("exact");
    REQUIRE(rule);
    bench.context.rule = rule->get();
    const auto refused = runSearch(*beams({{"scorer", "verifier"}}), bench.problems, bench.context);
    REQUIRE(!refused);
    CHECK(refused.error().code == "search.no_steps");
    CHECK(refused.error().found == "exact");
    bench.context.rule = nullptr;
    CHECK(runSearch(*beams({{"scorer", "verifier"}}), bench.problems, bench.context).error().code == "search.no_rule");
    CHECK(!(*strategyByName("beam_search"))->make({{"scorer", "judge"}}));
}

TEST_CASE("the same step twice behind one beam is one beginning") {
    DigitsBench bench(2);
    const auto outcomes =
        search(bench, "beam_search", {{"width", 3}, {"expansions", 3}, {"temperature", 0}, {"max_new_tokens", 24}});
    for (const auto &outcome : outcomes) CHECK(outcome.candidates[outcome.chosen].score.has_value());
    std::size_t same = 0, pieces = 0;
    for (const auto &event : bench.events) {
        pieces += std::holds_alternative<NodeExpanded>(event.what);
        if (const auto *prune = std::get_if<NodePruned>(&event.what)) same += prune->reason == "same text";
    }
    CHECK(same > 0);
    CHECK(pieces <= 3 * outcomes.size() * 24); // three draws of one beginning a step, not of three
}

TEST_CASE("no beam that is cut, empty or without a score wins") {
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    const auto best = [](std::vector<Completion> all, Json config = {{"width", 4}, {"expansions", 4}}) {
        config["expansions"] = all.size();
        return scripted(config,
                        [all](const CompletionRequest &, std::int64_t s) { return all[static_cast<std::size_t>(s)]; });
    };
    const auto whole =
        best({piece("1", "length", 0), piece(" ", "stop", 0), piece("2", "stop", nan), piece("3", "stop", -9)});
    CHECK(whole.candidates[whole.chosen].text == "3");
    CHECK(whole.candidates.size() == 4); // all are shown
    CHECK(best({piece("1", "length", 0), piece("2", "stop", nan)}).reason == "cut");
    CHECK(best({piece("2", "stop", nan), piece("3", "stop", nan)}).reason == "no score");
    CHECK(!best({piece("2", "stop", nan)}).answered);
    const auto tie = best({piece("1", "stop", -1), piece("2", "stop", -1)});
    CHECK(tie.tie);
    CHECK(tie.candidates[tie.chosen].text == "1");
    const auto endless = best({piece("14", kStep, -1)}, {{"width", 2}, {"max_steps", 3}});
    CHECK(!endless.answered);
    CHECK(endless.reason == "cut");
    CHECK(endless.candidates[0].text == "141414");
    CHECK(endless.candidates[0].completion.finishReason == "length");
    const auto late = best({piece("14", kStep, -1), piece("2", "stop", -3)}, {{"width", 2}, {"max_steps", 3}});
    CHECK(late.candidates[late.chosen].text == "14142"); // a likelier beginning that has no end does not win
    CHECK(late.answered);
}
