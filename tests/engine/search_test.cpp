// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/candidates.h"
#include "core/engine/search/driver.h"
#include "core/engine/search/network_model.h"
#include "core/engine/search/retrieve_tool.h"
#include "core/engine/search/scorers.h"
#include "core/engine/search/tools.h"
#include "core/text/judge.h"
#include "tests/support/engine_doctest.h"
#include "tests/support/reward_network.h"
#include "tests/support/scripted_model.h"
#include "tests/support/tiny_decoder.h"
#include <limits>
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

/// A completion as if a model had written it.
Completion wrote(const std::string &text, const std::string &finishReason, float logprob = -1) {
    return {.ids = {1}, .text = text, .finishReason = finishReason, .logprobs = {logprob}, .entropies = {}};
}

/// Writes the same completions for every problem, however many are asked for.
class SameAnswers final : public LanguageModel {
public:
    explicit SameAnswers(std::vector<Completion> completions) : completions_(std::move(completions)) {}
    bool knowsTokens() const override { return true; }
    Result<std::vector<GeneratedPrompt>> complete(std::span<const CompletionRequest> requests,
                                                  const Watch &) const override {
        return std::vector<GeneratedPrompt>(requests.size(), GeneratedPrompt{.completions = completions_});
    }

private:
    std::vector<Completion> completions_;
};

struct Bench {
    std::unique_ptr<Decoder> model;
    LastDigit rule;
    std::vector<Json> events;
    SearchContext context;
    std::vector<SearchProblem> problems;

    Bench() : model(tinyDecoder()) {
        context.model = std::make_shared<NetworkModel>(*model, decode);
        context.encode = encode;
        context.decode = decode;
        context.rule = &rule;
        context.tools = searchTools();
        context.tools.push_back(retrieveTool({"100 101", "102 103"}));
        context.rows["memory"] = {{{"prompt", "101 102 "}, {"completion", "3"}}};
        for (int agreeing = 0; agreeing < 3; ++agreeing)
            context.rows["allocation"].push_back(
                {{"probe", 2}, {"agreeing", agreeing}, {"n", 5}, {"decision", "highest"}, {"problems", 1}});
        context.trace = [this](const SearchEvent &event) { events.push_back(toJson(event)); };
        for (int p = 0; p < 12; ++p)
            problems.push_back({{"p" + std::to_string(p), std::to_string(100 + p), std::to_string(p % 10), {}}});
    }
    static Result<std::vector<std::int64_t>> encode(const std::string &text, bool) {
        std::vector<std::int64_t> ids;
        for (const char c : text)
            ids.push_back(c >= '0' && c <= '9' ? c - '0' : 10 + static_cast<unsigned char>(c) % 30);
        return ids;
    }
    static std::string decode(const std::vector<std::int64_t> &ids) {
        std::string out;
        for (auto id : ids) out += static_cast<char>('0' + id % 10);
        return out;
    }
    /// Every problem gets these completions instead of the model's.
    void drawing(std::vector<Completion> completions) {
        context.model = std::make_shared<SameAnswers>(std::move(completions));
        problems.resize(std::min<std::size_t>(problems.size(), 2));
    }
    /// Somebody who judges: a rating out of 10, or none, for what it is asked.
    void judging(std::function<std::string(const std::string &prompt)> say) {
        context.modelNamed = [say](const std::string &name) -> Result<std::shared_ptr<const LanguageModel>> {
            CHECK(name == "somebody");
            const auto script = [say](const CompletionRequest &request, std::int64_t) {
                CHECK(request.sampling.greedy());
                Completion said = wrote(say(request.prompt), "stop");
                said.countedTokens = 2;
                return said;
            };
            return std::make_shared<ScriptedModel>(script, false);
        };
    }
    std::vector<SearchOutcome> run(const std::string &name, const Json &config) {
        const auto entry = strategyByName(name);
        REQUIRE(entry);
        const auto strategy = (*entry)->make(config);
        REQUIRE(strategy);
        auto outcomes = runSearch(**strategy, problems, context);
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
    bench.judging([](const std::string &prompt) {
        const auto answer = prompt.find("<answer>\n") + 9;
        return "Rating: " + std::to_string(1 + prompt[answer] % 9);
    });
    const Json config = {{"n", 6}, {"max_new_tokens", 12}, {"stop", {"3", "5"}}, {"judge", "somebody"}};
    for (const auto &scorer : scorers()) {
        if (scorer.needsSteps) continue; // the rule here grades none; see weighted_votes_test.cpp
        CAPTURE(scorer.name);
        auto with = config;
        with["scorer"] = scorer.name;
        if (scorer.needsReward)
            bench.context.reward =
                rewardNetwork(scorer.steps ? scoringDecoder() : scoringDecoder(HeadKind::Sequence, 1));
        const auto outcomes = bench.run("best_of_n", with);
        for (std::size_t p = 0; p < outcomes.size(); ++p) {
            CHECK(outcomes[p].oracle == (std::string(scorer.name) == "verifier"));
            bool possible = false;
            int whole = 0;
            for (const auto &candidate : outcomes[p].candidates) {
                if (!candidate.fault().empty()) continue;
                ++whole;
                if (candidate.score) CHECK(*candidate.score <= *outcomes[p].candidates[outcomes[p].chosen].score);
                possible |= bench.rule.grade(bench.problems[p].problem, candidate.text).correct;
            }
            const auto &chosen = outcomes[p].candidates[outcomes[p].chosen];
            CHECK(outcomes[p].answered == (whole > 0));
            if (scorer.needsReward)
                CHECK((outcomes[p].tokens.verifier > 0) == (whole > 0));
            else
                CHECK(outcomes[p].tokens.verifier == (std::string(scorer.name) == "judge" ? 2 * whole : 0));
            if (outcomes[p].oracle && whole > 0)
                CHECK(bench.rule.grade(bench.problems[p].problem, chosen.text).correct == possible);
        }
    }
}

TEST_CASE("a judge is shown the question, also where it came as tokens, and never an empty one") {
    Bench bench;
    std::vector<std::string> prompts;
    bench.judging([&](const std::string &prompt) {
        prompts.push_back(prompt);
        return "no rating";
    });
    const Json config = {{"n", 1}, {"max_new_tokens", 2}, {"scorer", "judge"}, {"judge", "somebody"}};
    bench.problems.resize(2);
    bench.problems[1].ids = {4, 2};
    bench.drawing({wrote("7", "stop")});
    bench.run("best_of_n", config);
    CHECK(prompts == std::vector<std::string>{judgePrompt("100", "7"), judgePrompt("42", "7")});
    bench.context.decode = nullptr;
    const auto strategy = (*strategyByName("best_of_n"))->make(config);
    const auto refused = runSearch(**strategy, bench.problems, bench.context);
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
        CAPTURE(entry.info().name);
        Bench bench;
        for (auto &problem : bench.problems) problem.problem.row = {{"choices", {"53", "7"}}};
        const auto outcomes = bench.run(entry.info().name, Json::object());
        std::map<Json, std::int64_t> decoded;
        for (const auto &event : bench.events)
            if (event["event"] == "expand") decoded[event["problem"]] += event["tokens"].get<std::int64_t>();
        for (std::size_t p = 0; p < outcomes.size(); ++p) {
            const auto &outcome = outcomes[p];
            const auto all = decoded[bench.problems[p].problem.id];
            CHECK(outcome.tokens.kept + outcome.tokens.rejected == all);
            CHECK(outcome.tokens.kept == outcome.candidates[outcome.chosen].completion.tokens());
            CHECK(outcome.tokens.distinct <= all);
            CHECK(outcome.tokens.distinct >= outcome.tokens.kept);
        }
        std::map<std::string, std::size_t> counts;
        for (const auto &event : bench.events) ++counts[event["event"].get<std::string>()];
        CHECK(counts["choose"] == bench.problems.size());
        CHECK(counts["expand"] >= counts["choose"] + counts["prune"]);
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

TEST_CASE("a completion that was cut, cancelled or says nothing never votes") {
    Bench bench;
    bench.problems.resize(1);
    bench.drawing({wrote("15", "length"), wrote("25", "truncated"), wrote(" ", "stop"), wrote("8", "stop"),
                   wrote("35", "content_filter"), wrote("45", "")});
    const auto vote = bench.run("self_consistency", Json::object())[0];
    CHECK(vote.chosen == 3); // one vote against four that do not count
    CHECK(vote.answer == "8");
    CHECK(vote.reason == "votes 1 of 6");
    CHECK(!vote.candidates[0].answer);
    CHECK(!vote.candidates[0].score);
    for (const auto &event : bench.events)
        if (event["event"] == "prune") CHECK(event["reason"] == (event["node"] == "p0/2" ? "empty" : "cut"));

    bench.drawing({wrote("15", "length"), wrote("5", "stop")});
    CHECK(bench.run("self_consistency", Json::object())[0].chosen == 1);
    bench.drawing({wrote("15", "length"), wrote("15", "length")});
    const auto none = bench.run("self_consistency", Json::object())[0];
    CHECK(none.reason == "cut");
    CHECK(!none.answered);
    CHECK(!none.answer);
}

TEST_CASE("where nobody votes the first whole completion stands, and not a cut one before it") {
    struct Silent final : Rule {
        std::string name() const override { return "silent"; }
        Verdict grade(const Problem &, const std::string &) const override { return {}; }
        std::optional<std::string> answerOf(const std::string &) const override { return std::nullopt; }
    } silent;
    Bench bench;
    bench.context.rule = &silent;
    bench.drawing({wrote("15", "length"), wrote("a", "stop"), wrote("b", "stop")});
    const auto outcome = bench.run("self_consistency", Json::object())[0];
    CHECK(outcome.chosen == 1);
    CHECK(outcome.answered);
    CHECK(outcome.reason == "no valid answer to vote on");
}

TEST_CASE("greedy's only completion answers nothing where it was cut") {
    Bench bench;
    bench.drawing({wrote("15", "length")});
    const auto cut = bench.run("greedy", Json::object())[0];
    CHECK(cut.reason == "cut");
    CHECK(!cut.answered);
    CHECK(!cut.answer);
    bench.drawing({wrote("15", "stop")});
    const auto whole = bench.run("greedy", Json::object())[0];
    CHECK(whole.reason == "only");
    CHECK(whole.answered);
    CHECK(whole.answer == "5");
}

TEST_CASE("best of n: nothing without a score wins, wherever it stands, and nothing that was cut") {
    constexpr float nan = std::numeric_limits<float>::quiet_NaN(), never = -std::numeric_limits<float>::infinity();
    const auto with = [](float logprob, const char *finish = "stop", const char *text = "5") {
        return wrote(text, finish, logprob);
    };
    const auto best = [](std::vector<Completion> completions) {
        Bench bench;
        bench.drawing(std::move(completions));
        return bench.run("best_of_n", {{"scorer", "mean_logprob"}})[0];
    };
    CHECK(best({with(nan), with(-2), with(-1)}).chosen == 2);
    CHECK(best({with(-2), with(nan), with(-3)}).chosen == 0);
    CHECK(best({with(-2), with(-1), with(nan)}).chosen == 1);
    CHECK(!best({with(nan), with(-2)}).candidates[0].score);
    CHECK(best({with(-1, "length"), with(-5)}).chosen == 1);
    CHECK(best({with(0, "stop", ""), with(-5)}).chosen == 1);
    CHECK(best({with(never), with(-5)}).chosen == 1);
    const auto unlikely = best({with(never), with(never)}); // a number like any other
    CHECK(unlikely.answered);
    CHECK(unlikely.tie);
    CHECK(unlikely.chosen == 0);
    const auto tie = best({with(nan), with(-3), with(-2), with(-2), with(-2, "length")});
    CHECK(tie.chosen == 2);
    CHECK(tie.tie);
    CHECK(!best({with(-3), with(-2), with(-3)}).tie);
    const auto unscored = best({with(nan), with(nan)});
    CHECK(!unscored.answered);
    CHECK(unscored.reason == "no score");
    CHECK(!unscored.answer);
    CHECK(best({with(-1, "length"), with(-1, "length")}).reason == "cut");
}

TEST_CASE("the verifier passes no cut text and scores nothing without a reference") {
    Bench bench;
    bench.problems[0].problem.reference = "5";
    bench.problems[1].problem.reference = "";
    bench.drawing({wrote("5", "length"), wrote("6", "stop")});
    const auto outcomes = bench.run("best_of_n", {{"scorer", "verifier"}});
    CHECK(outcomes[0].chosen == 1);
    CHECK(outcomes[0].candidates[0].score == 0.0);
    CHECK(outcomes[1].reason == "no score");
    CHECK(!outcomes[1].answered);
}

TEST_CASE("greedy takes the temperature 0 and refuses any other") {
    const auto entry = strategyByName("greedy");
    REQUIRE(entry);
    CHECK((*entry)->make({{"temperature", 0}}));
    CHECK((*entry)->make({{"temperature", 0.0}}));
    const auto warm = (*entry)->make({{"temperature", 0.7}});
    REQUIRE_FALSE(warm);
    CHECK(warm.error()[0].field == "temperature");
    CHECK(warm.error()[0].found == "0.7");
    Bench bench;
    const auto greedy = bench.run("greedy", {{"max_new_tokens", 6}});
    for (const char *strategy : {"best_of_n", "self_consistency"}) { // 0 is greedy wherever a temperature stands
        const auto cold = bench.run(strategy, {{"max_new_tokens", 6}, {"n", 2}, {"temperature", 0}});
        for (std::size_t p = 0; p < greedy.size(); ++p)
            for (const auto &candidate : cold[p].candidates)
                CHECK(candidate.completion.ids == greedy[p].candidates[0].completion.ids);
    }
}
