// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/candidates.h"
#include "core/engine/search/scorers.h"
#include "tests/support/tiny_decoder.h"
#include <doctest/doctest.h>
#include <map>

using namespace lapidary;

namespace {

/// Ids are written as one digit each; the answer is the last one, and it is right where it equals the reference.
class LastDigit final : public Rule {
public:
    std::string name() const override { return "last_digit"; }
    Verdict grade(const Problem &problem, const std::string &completion) const override {
        const auto answer = answerOf(completion);
        return {.answer = answer, .correct = answer == problem.reference, .wellFormed = answer.has_value()};
    }
    std::optional<std::string> answerOf(const std::string &completion) const override {
        if (completion.empty()) return std::nullopt;
        return completion.substr(completion.size() - 1);
    }
};

struct Bench {
    std::unique_ptr<Decoder> model;
    LastDigit rule;
    std::vector<Json> events;
    SearchContext context;
    std::vector<SearchProblem> problems;

    Bench() : model(tinyDecoder()), context{.model = model.get(), .encode = encode, .decode = decode} {
        context.rule = &rule;
        context.trace = [this](const Json &event) { events.push_back(event); };
        for (int p = 0; p < 12; ++p) problems.push_back({{"p" + std::to_string(p), std::to_string(100 + p), std::to_string(p % 10), {}}});
    }
    static Result<std::vector<std::int64_t>> encode(const std::string &text, bool) {
        std::vector<std::int64_t> ids;
        for (char c : text) ids.push_back(c - '0');
        return ids;
    }
    static std::string decode(const std::vector<std::int64_t> &ids) {
        std::string out;
        for (auto id : ids) out += static_cast<char>('0' + id % 10);
        return out;
    }
    std::vector<SearchOutcome> run(const std::string &name, const Json &config) {
        const auto entry = strategyByName(name);
        REQUIRE(entry);
        const auto strategy = (*entry)->make(config);
        REQUIRE(strategy);
        auto outcomes = (*strategy)->run(problems, context);
        REQUIRE(outcomes);
        REQUIRE(outcomes->size() == problems.size());
        return std::move(*outcomes);
    }
};

} // namespace

TEST_CASE("the vote takes the most frequent answer; a tie goes to the answer that came first and is reported") {
    Bench bench;
    int ties = 0;
    for (const auto &outcome : bench.run("self_consistency", {{"n", 5}, {"max_new_tokens", 2}, {"stop", {"3"}}})) {
        std::map<std::string, int> votes;
        for (const auto &candidate : outcome.candidates)
            if (candidate.answer && candidate.completion.finishReason == "stop") ++votes[*candidate.answer];
        if (votes.empty()) {
            CHECK(outcome.chosen == 0);
            continue;
        }
        int most = 0, atMost = 0;
        for (const auto &[answer, count] : votes) most = std::max(most, count);
        for (const auto &[answer, count] : votes) atMost += count == most;
        CHECK(votes[*outcome.answer] == most);
        CHECK(outcome.tie == (atMost > 1));
        ties += outcome.tie;
        for (std::size_t c = 0; c < outcome.chosen; ++c) { // nobody before it had an answer with as many votes
            const auto &earlier = outcome.candidates[c];
            if (earlier.answer && earlier.completion.finishReason == "stop") CHECK(votes[*earlier.answer] < most);
        }
    }
    MESSAGE("ties: " << ties);
}

TEST_CASE("best of n takes the highest score; only the verifier is an oracle, and it finds what can be found") {
    Bench bench;
    bench.context.judge = [](const std::string &judge, const std::vector<JudgedAnswer> &answers) -> Result<std::vector<Judgement>> {
        CHECK(judge == "somebody");
        std::vector<Judgement> out;
        for (const auto &each : answers) out.push_back({.score = each.answer.empty() ? std::nullopt : std::optional(each.answer.front() / 128.0), .tokens = 2});
        return out;
    };
    const Json config = {{"n", 6}, {"max_new_tokens", 3}, {"judge", "somebody"}};
    for (const auto &scorer : scorers()) {
        CAPTURE(scorer.name);
        auto with = config;
        with["scorer"] = scorer.name;
        const auto outcomes = bench.run("best_of_n", with);
        for (std::size_t p = 0; p < outcomes.size(); ++p) {
            CHECK(outcomes[p].oracle == (std::string(scorer.name) == "verifier"));
            bool possible = false;
            for (const auto &candidate : outcomes[p].candidates) {
                CHECK(*candidate.score <= *outcomes[p].candidates[outcomes[p].chosen].score);
                possible |= bench.rule.grade(bench.problems[p].problem, candidate.text).correct;
            }
            const auto &chosen = outcomes[p].candidates[outcomes[p].chosen];
            CHECK(outcomes[p].tokens.verifier == (std::string(scorer.name) == "judge" ? 12 : 0));
            if (outcomes[p].oracle) CHECK(bench.rule.grade(bench.problems[p].problem, chosen.text).correct == possible);
        }
    }
}

TEST_CASE("a judge is shown the question, also where it came as tokens, and never an empty one") {
    Bench bench;
    std::vector<std::string> questions;
    bench.context.judge = [&](const std::string &, const std::vector<JudgedAnswer> &answers) -> Result<std::vector<Judgement>> {
        for (const auto &each : answers) questions.push_back(each.question);
        return std::vector<Judgement>(answers.size());
    };
    const Json config = {{"n", 1}, {"max_new_tokens", 2}, {"scorer", "judge"}, {"judge", "somebody"}};
    bench.problems.resize(2);
    bench.problems[1].ids = {4, 2};
    bench.run("best_of_n", config);
    CHECK(questions == std::vector<std::string>{"100", "42"});
    bench.context.decode = nullptr;
    const auto strategy = (*strategyByName("best_of_n"))->make(config);
    const auto refused = (*strategy)->run(bench.problems, bench.context);
    REQUIRE(!refused);
    CHECK(refused.error().code == "search.no_question");
}

TEST_CASE("the prefix is forced on every completion and belongs to its text") {
    Bench bench;
    const auto plain = bench.run("greedy", {{"max_new_tokens", 4}});
    const auto forced = bench.run("greedy", {{"max_new_tokens", 4}, {"completion_prefix", "77"}});
    for (auto &problem : bench.problems) problem.problem.prompt += "77";
    const auto appended = bench.run("greedy", {{"max_new_tokens", 4}});
    for (std::size_t p = 0; p < plain.size(); ++p) {
        CHECK(forced[p].candidates[0].text == "77" + appended[p].candidates[0].text);
        CHECK(forced[p].candidates[0].completion.ids == appended[p].candidates[0].completion.ids);
    }
}

TEST_CASE("every strategy accounts for all tokens and tells its choice to the trace") {
    for (const auto &entry : strategies()) {
        CAPTURE(entry.name);
        Bench bench;
        for (const auto &outcome : bench.run(entry.name, Json::object())) {
            std::int64_t decoded = 0;
            for (const auto &candidate : outcome.candidates) decoded += static_cast<std::int64_t>(candidate.completion.ids.size());
            CHECK(outcome.tokens.kept + outcome.tokens.rejected == decoded);
            CHECK(outcome.tokens.kept == static_cast<std::int64_t>(outcome.candidates[outcome.chosen].completion.ids.size()));
            CHECK(outcome.tokens.distinct <= decoded);
            CHECK(outcome.tokens.distinct >= outcome.tokens.kept);
        }
        std::map<std::string, std::size_t> counts;
        for (const auto &event : bench.events) ++counts[event["event"].get<std::string>()];
        CHECK(counts["choose"] == bench.problems.size());
        CHECK(counts["expand"] == counts["choose"] + counts["prune"]);
    }
}

TEST_CASE("settings of a strategy are checked, all at once") {
    const auto entry = strategyByName("best_of_n");
    REQUIRE(entry);
    const auto bad = (*entry)->make({{"n", 0}, {"scorer", "astrology"}, {"temprature", 1}});
    REQUIRE_FALSE(bad);
    CHECK(bad.error().size() == 3);
    CHECK_FALSE(strategyByName("unheard_of"));
}
