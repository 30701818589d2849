// SPDX-License-Identifier: Apache-2.0
#include "core/engine/decode/direct_pass.h"
#include "core/engine/search/driver.h"
#include "core/engine/search/reward_scores.h"
#include "tests/support/digits.h"
#include "tests/support/reward_network.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

using Ids = std::vector<std::int64_t>;

Ids someIds(std::size_t count, std::int64_t from) {
    Ids ids;
    for (std::size_t i = 0; i < count; ++i) ids.push_back((from + static_cast<std::int64_t>(i * i) * 7) % 90 + 3);
    return ids;
}

ScoringNetwork::Scores scored(ScoringNetwork &network, const ScoringNetwork::Text &text) {
    auto scores = network.score(text);
    REQUIRE_MESSAGE(scores, (scores ? "" : describe(scores.error())));
    REQUIRE(scores->rows.size() == text.places.size());
    return std::move(*scores);
}

void checkSame(const std::vector<ScoreRow> &found, const std::vector<ScoreRow> &wanted, bool toTheBit) {
    REQUIRE(found.size() == wanted.size());
    for (std::size_t r = 0; r < found.size(); ++r)
        for (std::size_t c = 0; c < found[r].size(); ++c)
            CHECK(std::abs(found[r][c] - wanted[r][c]) <= (toTheBit ? 0.0f : 1e-4f));
}

std::string codeOf(const char *name, const SearchContext &context) {
    const auto ok = checkScorer(scorerByName(name), context, {}, Scored::Answers);
    return ok ? "" : ok.error().code;
}

} // namespace

TEST_CASE("a reward model that reads what is new says what it says of the whole text") {
    const auto model = scoringDecoder();
    const bool direct = isDirect(*model);
    const Ids prompt = someIds(20, 5), answer = someIds(40, 11);
    const auto growing = rewardNetwork(model), forgetful = rewardNetwork(model, 0);
    for (const std::size_t length : {5u, 6u, 17u, 40u, 17u, 29u}) {
        ScoringNetwork::Text text{.prompt = prompt, .behind = Ids(answer.begin(), answer.begin() + int(length))};
        if (length == 29) text.behind[11] = 4; // another branch, from a place on that has a score
        for (std::size_t place = 22; place < 20 + length; place += 3) text.places.push_back(place);
        text.places.push_back(20 + length - 1);
        const auto whole = scored(*rewardNetwork(model), text);
        CHECK(whole.tokens == static_cast<std::int64_t>(20 + length));
        checkSame(scored(*growing, text).rows, whole.rows, direct);
        checkSame(scored(*forgetful, text).rows, whole.rows, direct);
        Ids ids = prompt;
        ids.insert(ids.end(), text.behind.begin(), text.behind.end());
        const auto all = scoreRows(*model, {ids}, true);
        REQUIRE(all);
        for (std::size_t i = 0; i < text.places.size(); ++i)
            checkSame({whole.rows[i]}, {(*all)[0][text.places[i]]}, false);
    }
    CHECK(growing->kept().bytes() > 0);
    growing->forget();
    CHECK(growing->kept().pool()->used() == 0);
}

TEST_CASE("on a tree ten steps deep a reward model reads less than an eleventh of what whole texts have") {
    const auto network = rewardNetwork(scoringDecoder());
    const Ids prompt = someIds(40, 1);
    Ids path;
    std::int64_t read = 0, fromTheStart = 0;
    for (std::int64_t depth = 1; depth <= 10; ++depth)
        for (std::int64_t child : {1, 2}) { // the second goes on
            Ids behind = path;
            for (std::int64_t t = 0; t < 3; ++t) behind.push_back(3 + depth * 5 + child * 13 + t);
            ScoringNetwork::Text text{.prompt = prompt, .behind = behind};
            for (std::size_t step = 0; step < static_cast<std::size_t>(depth); ++step)
                text.places.push_back(42 + 3 * step);
            read += scored(*network, text).tokens;
            fromTheStart += static_cast<std::int64_t>(prompt.size() + behind.size());
            if (child == 2) path = std::move(behind);
        }
    CHECK(read == 40 + 2 * 10 * 3);
    CHECK(fromTheStart == 1130);
}

TEST_CASE("of a text that is known nothing is read, and of a place that nobody asked for what is behind it") {
    const auto network = rewardNetwork(scoringDecoder());
    const Ids prompt = someIds(10, 1), answer = someIds(12, 4);
    CHECK(scored(*network, {prompt, answer, {21}}).tokens == 22);
    CHECK(scored(*network, {prompt, answer, {21}}).tokens == 0);
    CHECK(scored(*network, {prompt, answer, {15, 21}}).tokens == 22 - 15);
    CHECK(scored(*network, {prompt, answer, {12}}).tokens == 1);
    const auto code = [&](const ScoringNetwork::Text &text) {
        const auto scores = network->score(text);
        return scores ? std::string() : scores.error().code;
    };
    CHECK(code({prompt, someIds(90, 1), {99}}) == "generate.too_long");
    CHECK(code({prompt, {96}, {10}}) == "generate.token_out_of_range");
    CHECK(!ScoringNetwork::of(std::shared_ptr<const Decoder>(tinyDecoder())));
}

TEST_CASE("a search by a process reward model is the same however much is kept, and its tokens are counted") {
    const auto model = scoringDecoder();
    for (const char *name : {"beam_search", "dvts", "puct", "rebase"}) {
        CAPTURE(std::string(name));
        const auto entry = strategyByName(name);
        REQUIRE(entry);
        const auto strategy = (*entry)->make({{"scorer", "process_reward"}, {"max_new_tokens", 14}});
        REQUIRE(strategy);
        std::vector<std::vector<SearchOutcome>> runs;
        for (const std::int64_t bytes : {ScoringNetwork::kKeptBytes, std::int64_t(0)}) {
            DigitsBench bench;
            bench.context.reward = rewardNetwork(model, bytes);
            auto outcomes = runSearch(**strategy, bench.problems, bench.context);
            REQUIRE_MESSAGE(outcomes, (outcomes ? "" : describe(outcomes.error())));
            CHECK(bench.context.reward->kept().pool()->used() == 0);
            runs.push_back(std::move(*outcomes));
        }
        for (std::size_t p = 0; p < runs[0].size(); ++p) {
            CHECK(runs[0][p].candidates[runs[0][p].chosen].text == runs[1][p].candidates[runs[1][p].chosen].text);
            CHECK(runs[0][p].tokens.verifier > 0);
            CHECK(runs[0][p].tokens.verifier <= runs[1][p].tokens.verifier);
        }
    }
}

TEST_CASE("steps are scored behind their marks, and a last step without one as if it had it") {
    DigitsBench bench(1);
    const auto model = scoringDecoder();
    bench.context.reward = rewardNetwork(model);
    const Ids asked{1, 2, 3};
    ToScore toScore{.problem = &bench.problems[0],
                    .candidate = {.text = "144",
                                  .completion = {.ids = {11, 14, 24, 5, 2}, // "1", "4", "4", "5", the end
                                                 .text = "1445",
                                                 .finishReason = "stop",
                                                 .logprobs = {},
                                                 .entropies = {}}},
                    .asked = asked};
    const auto right = [&](const Ids &ids) {
        const auto rows = scoreRows(*model, {ids}, true);
        REQUIRE(rows);
        const ScoreRow &row = rows->front().back();
        return 1 / (1 + std::exp(double(row[0]) - double(row[1])));
    };
    const auto scores = processReward({&toScore, 1}, bench.context, {});
    REQUIRE(scores);
    REQUIRE(scores->front().steps.size() == 2); // "14", and "5" with the mark that it lacks; "4" alone has no word
    CHECK(scores->front().steps[0] == doctest::Approx(right({1, 2, 3, 11, 14})).epsilon(1e-4));
    CHECK(scores->front().steps[1] == doctest::Approx(right({1, 2, 3, 11, 14, 24, 5, 4})).epsilon(1e-4));
    CHECK(*scores->front().value == scores->front().steps[1]);
    CHECK(scores->front().tokens == 8);
}

TEST_CASE("a reward model must be there, score what is asked for, and read the tokens of a model here") {
    DigitsBench bench(1);
    CHECK(codeOf("process_reward", bench.context) == "search.no_reward");
    bench.context.reward = rewardNetwork(scoringDecoder(HeadKind::Sequence, 1));
    CHECK(codeOf("process_reward", bench.context) == "search.reward_head");
    CHECK(codeOf("reward_model", bench.context) == "");
    bench.context.reward = rewardNetwork(scoringDecoder(HeadKind::Token, 3));
    CHECK(codeOf("process_reward", bench.context) == "search.reward_head");
    bench.context.reward = rewardNetwork(scoringDecoder());
    CHECK(codeOf("reward_model", bench.context) == "search.reward_head");
    CHECK(codeOf("process_reward", bench.context) == "");
    bench.context.decode = {};
    CHECK(codeOf("process_reward", bench.context) == "search.reward_tokens");
}

TEST_CASE("an outcome reward is that of the last token of the whole answer") {
    DigitsBench bench;
    const auto model = scoringDecoder(HeadKind::Sequence, 1);
    bench.context.reward = rewardNetwork(model);
    const auto entry = strategyByName("best_of_n");
    REQUIRE(entry);
    const auto strategy = (*entry)->make({{"scorer", "reward_model"}, {"max_new_tokens", 30}, {"n", 4}});
    REQUIRE(strategy);
    const auto outcomes = runSearch(**strategy, bench.problems, bench.context);
    REQUIRE(outcomes);
    int seen = 0;
    for (std::size_t p = 0; p < outcomes->size(); ++p)
        for (const auto &candidate : (*outcomes)[p].candidates) {
            CHECK(candidate.score.has_value() == candidate.fault().empty());
            if (!candidate.score) continue;
            Ids ids = *encodeDigits(bench.problems[p].problem.prompt, true);
            ids.insert(ids.end(), candidate.completion.ids.begin(), candidate.completion.ids.end());
            const auto rows = scoreRows(*model, {ids}, false);
            REQUIRE(rows);
            CHECK(*candidate.score == doctest::Approx((*rows)[0][0][0]).epsilon(1e-4));
            ++seen;
        }
    CHECK(seen > 0);
}
