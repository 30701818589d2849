// SPDX-License-Identifier: Apache-2.0
// Strategies that talk to the model: thoughts that it judges itself, thoughts of another length than it would have
// them, attempts that see each other, and samples that are stopped or not drawn at all.
#include "core/engine/search/opinions.h"
#include "tests/support/strategy_run.h"
#include <cmath>

using namespace lapidary;
using doctest::Approx;

namespace {

bool has(const std::string &text, const char *part) {
    return text.find(part) != text.npos;
}

Completion sureOf(const std::string &text, float confidence, const char *finish = "stop") {
    Completion out = written(text, finish);
    out.scores.assign(out.ids.size(), {.confidence = confidence});
    return out;
}

} // namespace

TEST_CASE("opinions are read: words, numbers, lines") {
    CHECK(valueInWords("I am sure") == 20);
    CHECK(valueInWords("likely, no, impossible") == 0.001);
    CHECK(valueInWords("not sure; likely") == 1);
    CHECK(!valueInWords("perhaps"));
    CHECK(choiceIn("The best is 2, not 1", 3) == 2);
    CHECK(choiceIn("17 or 3", 3) == 3);
    CHECK(!choiceIn("0 or 4", 3));
    CHECK(!choiceIn("99999999999999999999999", 3));
    CHECK(linesOf(" a \n\n  b\r\nc", 9) == std::vector<std::string>{"a", "b", "c"});
    CHECK(linesOf("a\nb\nc", 2) == std::vector<std::string>{"a", "b"});
    CHECK(linesOf(" \n\t\n", 2).empty());
}

TEST_CASE("thoughts that the model is sure of go on, level by level") {
    const auto script = [](const CompletionRequest &request, std::int64_t s) {
        if (has(request.begun, "Can this")) return written(has(request.begun, "24") ? "sure" : "impossible");
        if (request.begun.empty()) return written(std::to_string(s + 1) + "4", kStep);
        return written(std::to_string(s));
    };
    const StrategyRun run("tree_of_thoughts", {{"thoughts", 3}, {"breadth", 1}}, script);
    CHECK(run.chosen().text == "240");
    CHECK(run.chosen().score == Approx(20));
    CHECK(!run.outcome.tie);           // one thought is kept, the first of equals
    CHECK(run.said().size() == 3 + 3); // one question for each thought
    CHECK(run.model->calls[1][0].n == 3);
    CHECK(run.model->calls[1][0].until.tokens == 16);
    for (const auto &candidate : run.outcome.candidates) CHECK(!has(candidate.text, "Can this"));
}

TEST_CASE("thoughts are voted on where they are asked for a vote") {
    const auto script = [](const CompletionRequest &request, std::int64_t s) {
        if (has(request.begun, "best choice")) return written(s == 0 ? "1" : "3");
        if (request.begun.empty()) return written(std::to_string(s + 1) + "4", kStep);
        return written("5");
    };
    const StrategyRun run("tree_of_thoughts", {{"thoughts", 3}, {"breadth", 1}, {"evaluate", "vote"}}, script);
    CHECK(run.chosen().text == "345"); // two of three votes
    CHECK(run.said()[0] == "\n1. 14\n2. 24\n3. 34\nThe number of the best choice is");
}

TEST_CASE("thoughts may be the lines of one proposal, and an answer is written behind the best of them") {
    const auto script = [](const CompletionRequest &request, std::int64_t) {
        if (has(request.begun, "Can this")) return written(has(request.begun, "b") ? "likely" : "impossible");
        if (has(request.begun, "next steps")) return written("a\nb");
        return written("5");
    };
    const StrategyRun run(
        "tree_of_thoughts",
        {{"generate", "propose"}, {"thoughts", 2}, {"breadth", 1}, {"max_steps", 1}, {"value_prompt", "Can this"}},
        script);
    CHECK(run.said()[1] == "a\n");
    CHECK(run.said()[2] == "b\n");
    CHECK(has(run.chosen().text, "b\n"));
    CHECK(run.outcome.answer == "5");
}

TEST_CASE("depth first goes behind the best thought, gives up what is impossible, and comes back") {
    const auto script = [](const CompletionRequest &request, std::int64_t s) {
        if (has(request.begun, "Can this")) {
            if (has(request.begun, "148") || has(request.begun, "149")) return written("impossible");
            return written(has(request.begun, "14") ? "sure" : "likely");
        }
        if (request.begun.empty()) return written(std::to_string(s + 1) + "4", kStep);
        return written(request.begun == "14" ? std::to_string(s + 8) : "5");
    };
    const StrategyRun run("tree_of_thoughts", {{"order", "dfs"}, {"thoughts", 2}}, script);
    CHECK(run.chosen().text == "245");
    std::vector<std::string> visited;
    for (const auto &call : run.model->calls)
        if (!call[0].until.marks.empty()) visited.push_back(call[0].begun);
    CHECK(visited == std::vector<std::string>{"", "14", "24"});
}

TEST_CASE("an end of the thoughts is taken back as often as it is told to") {
    const auto script = [](const CompletionRequest &request, std::int64_t) {
        if (has(request.begun, "Final")) return written("7");
        return written(request.begun.empty() ? "12" : "3");
    };
    const StrategyRun twice("budget_forcing", {{"waits", 2}}, script);
    CHECK(twice.said() == std::vector<std::string>{"Wait", "Wait", "</think>\nFinal Answer:"});
    CHECK(twice.pieces() == std::vector<std::string>{"12", "3", "3", "7"});
    CHECK(twice.outcome.answer == "7");
    CHECK(twice.model->calls[0][0].until.texts == std::vector<std::string>{"</think>"});
    CHECK(twice.model->calls[1][0].until.tokens == 510); // of what is left of the thoughts
    CHECK(StrategyRun("budget_forcing", {{"waits", 0}}, script).pieces() == std::vector<std::string>{"12", "7"});
    const StrategyRun cut("budget_forcing", {{"max_new_tokens", 1}, {"waits", 5}}, script);
    CHECK(cut.said() == std::vector<std::string>{"</think>\nFinal Answer:"}); // a limit is no end that is taken back
    CHECK(refusalOf("budget_forcing", {{"wait", ""}}) == "search.nothing_to_say");
    CHECK(refusalOf("budget_forcing", {{"end_mark", ""}, {"answer_trigger", ""}}) == "search.nothing_to_say");
}

TEST_CASE("thoughts end as soon as an answer that is tried between them is sure") {
    const auto script = [](const CompletionRequest &request, std::int64_t) {
        if (has(request.begun, "Final"))
            return written(has(request.begun, "24") ? "8" : "5", "stop", has(request.begun, "24") ? -0.01f : -1.0f);
        return written(request.begun.empty() ? "14" : "24", kStep);
    };
    const StrategyRun run("deer", Json::object(), script);
    CHECK(run.pieces() == std::vector<std::string>{"14", "5", "24", "8"});
    CHECK(run.outcome.answer == "8");
    CHECK(run.outcome.reason == "sure enough");
    CHECK(run.model->calls[0][0].until.marks == std::vector<std::string>{"Wait"});
    std::size_t unsure = 0;
    for (const auto &node : run.tree.nodes) unsure += node.pruned && node.pruned->reason == "not sure yet";
    CHECK(unsure == 1);
    const StrategyRun strict("deer", {{"threshold", 1.0}, {"max_new_tokens", 6}}, script);
    CHECK(strict.outcome.answer == "8"); // the limit ends the thoughts
    CHECK(strict.outcome.reason == "only");
    CHECK(StrategyRun("deer", {{"threshold", 0.3}}, script).outcome.answer == "5"); // e^-1 is enough
}

TEST_CASE("a sure greedy answer stands alone, and samples double until they agree") {
    const auto with = [](float logprob, const std::string &digits) {
        return [logprob, digits](const CompletionRequest &request, std::int64_t s) {
            if (request.sampling.greedy()) return written("5", "stop", logprob);
            return written(std::string(1, digits[static_cast<std::size_t>(s - 1) % digits.size()]));
        };
    };
    const StrategyRun sure("confidence_ladder", Json::object(), with(-0.05f, "8"));
    CHECK(sure.outcome.reason == "sure enough");
    CHECK(sure.outcome.candidates.size() == 1);
    const StrategyRun agreed("confidence_ladder", Json::object(), with(-0.5f, "8"));
    CHECK(agreed.outcome.reason == "votes 4 of 5");
    const StrategyRun never("confidence_ladder", Json::object(), with(-0.5f, "89"));
    std::vector<std::int64_t> drawn;
    for (const auto &call : never.model->calls) drawn.push_back(call[0].n);
    CHECK(drawn == std::vector<std::int64_t>{1, 4, 4, 8});
    CHECK(never.outcome.reason == "votes 8 of 17");
}

TEST_CASE("every attempt sees those before it, and all of them vote") {
    const auto script = [](const CompletionRequest &request, std::int64_t) {
        return written(request.begun.empty() ? "5" : "8");
    };
    const StrategyRun run("sequential_revision", {{"revisions", 2}, {"trigger", "|"}}, script);
    CHECK(run.said() == std::vector<std::string>{"5|", "5|8|"});
    CHECK(run.outcome.answer == "8");
    CHECK(run.outcome.reason == "votes 2 of 3");
    const StrategyRun brief("sequential_revision", {{"revisions", 2}, {"trigger", "|"}, {"history", 1}}, script);
    CHECK(brief.said() == std::vector<std::string>{"5|", "8|"});
    CHECK(refusalOf("sequential_revision", {{"trigger", ""}}) == "search.nothing_to_say");
}

TEST_CASE("an answer is criticised and written anew until nothing is wrong with it") {
    const auto script = [](const CompletionRequest &request, std::int64_t) {
        if (request.begun.ends_with("right?")) return written("no");
        return written(request.begun.empty() ? "5" : has(request.begun, "6") ? "7" : "6");
    };
    const StrategyRun run("self_refine", {{"attempts", 3}}, script);
    CHECK(run.pieces() == std::vector<std::string>{"5", "no", "6", "no", "7"});
    CHECK(run.said()[0] == "5\nIs this right?");
    CHECK(run.said()[1] == "5\nIs this right?no\nA better answer:\n");
    CHECK(run.outcome.answer == "7");
    CHECK(run.outcome.reason == "attempt 3");
    CHECK(StrategyRun("self_refine", {{"attempts", 3}, {"done", "no"}}, script).outcome.answer == "5");
    const auto cut = [](const CompletionRequest &request, std::int64_t) {
        return request.begun.empty() ? written("5") : written("6", "length");
    };
    CHECK(StrategyRun("self_refine", {{"attempts", 2}}, cut).outcome.answer == "5"); // the last whole one
}

TEST_CASE("samples that grow unsure are stopped and have no vote") {
    const auto script = [](const CompletionRequest &request, std::int64_t s) {
        if (s < 2 && request.begun.empty()) return sureOf("85", s == 0 ? 3.0f : 1.0f); // whole ones
        const bool unsure = s % 2 == 0 || has(request.begun, "7");
        if (request.begun.empty()) return sureOf(unsure ? "74" : "14", unsure ? 2.0f : 5.0f, "length");
        return sureOf("6", 5);
    };
    const StrategyRun run("deepconf", {{"warmup", 2}, {"n", 4}, {"keep", 0.5}, {"window", 2}, {"max_new_tokens", 20}},
                          script);
    std::size_t unsure = 0;
    for (const auto &node : run.tree.nodes) unsure += node.pruned && node.pruned->reason == "unsure";
    CHECK(unsure == 1);               // 2 is less than 3, the surer half of the whole ones
    CHECK(run.outcome.answer == "6"); // weighs 5; the answer 5 weighs 3 + 1
    CHECK(run.outcome.candidates.size() == 3);
    const auto none = [](const CompletionRequest &, std::int64_t) { return written("5"); };
    DigitsBench bench(1);
    bench.context.model = std::make_shared<ScriptedModel>(none);
    const auto strategy = (*strategyByName("deepconf"))->make(Json::object());
    CHECK(runSearch(**strategy, bench.problems, bench.context).error().code == "search.no_logprobs");
}
