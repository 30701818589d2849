// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/answer.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

Json whole() {
    return {{"completions",
             {{{"ids", {7, 8}}, {"text", "ab"}, {"finish_reason", "stop"}, {"answer", "4"}, {"score", 0.5}},
              {{"ids", {9}}, {"text", "c"}, {"finish_reason", "length"}, {"logprobs", {nullptr}}}}},
            {"chosen", 1},
            {"tokens", {{"kept", 1}, {"distinct", 3}, {"rejected", 2}, {"rollout", 4}, {"verifier", 8}, {"cached", 9}}},
            {"provenance",
             {{"strategy", "best_of_n"},
              {"config", {{"seed", 3}}},
              {"reason", "highest mean_logprob"},
              {"tie", true},
              {"oracle", false},
              {"seconds", 1.5},
              {"model", {{"path", "m"}}}}}};
}

/// The field that a reader complains of where `change` has been made to a whole answer.
template <typename Change> std::string complaint(const Change &change) {
    Json answer = whole();
    change(answer);
    const auto read = answersFromJson(answer);
    if (read) return "";
    CHECK(read.error().code == "worker.bad_answer");
    return read.error().field;
}

std::vector<TextToken> tokens(const std::vector<std::string> &texts) {
    std::vector<TextToken> out;
    for (const auto &text : texts) out.push_back({.text = text});
    return out;
}

} // namespace

TEST_CASE("an answer is read with all that is known of it") {
    const auto read = answersFromJson(whole());
    REQUIRE(read);
    REQUIRE(read->all.size() == 2);
    const Answer &first = read->all[0], &best = read->best();
    CHECK(best.text == "c");
    CHECK(first.tokens[1].id == 8);
    CHECK(first.result == "4");
    CHECK(first.score == 0.5);
    CHECK(first.fault().empty());
    CHECK(best.fault() == "cut");
    CHECK(!best.result);
    CHECK(!best.tokens[0].logprob); // what is not finite is written as null
    CHECK(first.cost == AnswerCost{.kept = 1, .rejected = 2, .rollout = 4, .verifier = 8});
    CHECK(best.cost.spent() == 15);
    CHECK(best.seconds == 1.5);
    CHECK(best.from.strategy == "best_of_n");
    CHECK(best.from.settings["seed"] == 3);
    CHECK(best.from.reason == "highest mean_logprob");
    CHECK(best.from.tie);
    CHECK(!best.from.oracle);
    CHECK(best.from.model["path"] == "m");
    CHECK(!best.from.isRemote());
}

TEST_CASE("an answer that lacks what it must say is refused, and says where") {
    CHECK(complaint([](Json &) {}).empty());
    CHECK(complaint([](Json &it) { it = 3; }) == "completions");
    CHECK(complaint([](Json &it) { it["completions"] = Json::array(); }) == "completions");
    CHECK(complaint([](Json &it) { it.erase("chosen"); }) == "chosen");
    CHECK(complaint([](Json &it) { it["chosen"] = 2; }) == "chosen");
    CHECK(complaint([](Json &it) { it["chosen"] = -1; }) == "chosen");
    CHECK(complaint([](Json &it) { it["completions"][0].erase("text"); }) == "text");
    CHECK(complaint([](Json &it) { it["completions"][1].erase("finish_reason"); }) == "finish_reason");
    CHECK(complaint([](Json &it) { it["completions"][0]["ids"] = "7"; }) == "ids");
    CHECK(complaint([](Json &it) { it["completions"][0]["ids"][1] = "7"; }) == "ids");
    CHECK(complaint([](Json &it) { it["completions"][1]["logprobs"] = {-1, -2}; }) == "logprobs");
    CHECK(complaint([](Json &it) { it["completions"][0]["tokens"] = {3}; }) == "tokens");
    CHECK(complaint([](Json &it) { it["tokens"].erase("verifier"); }) == "tokens.verifier");
}

TEST_CASE("a completion alone may leave out how it ended where its reader knows") {
    const Json plain = {{"text", "x"}};
    CHECK(completionFromJson(plain).error().field == "finish_reason");
    CHECK(completionFromJson(plain, "stop")->fault().empty());
    CHECK(completionFromJson({{"text", " "}, {"finish_reason", "stop"}})->fault() == "empty");
    CHECK(completionFromJson({{"text", "x"}, {"finish_reason", "cancelled"}}, "stop")->fault() == "cancelled");
    CHECK(completionFromJson({{"text", "x"}, {"finish_reason", 3}}, "stop").error().field == "finish_reason");
}

TEST_CASE("a character that lies in several tokens comes with the last of them") {
    CHECK(piecesOf(tokens({"a", "\xE2\x82", "\xAC?"})) == std::vector<std::string>{"a", "", "\xE2\x82\xAC?"});
    CHECK(piecesOf(tokens({"\xF0\x9F", "\x98", "\x80"})) == std::vector<std::string>{"", "", "\xF0\x9F\x98\x80"});
    CHECK(piecesOf(tokens({"\x82", "b"})) == std::vector<std::string>{"\x82", "b"}); // malformed: nothing is held back
    CHECK(piecesOf(tokens({"b", "\xE2\x82"})) == std::vector<std::string>{"b", "\xE2\x82"}); // its end never comes
    CHECK(piecesOf({}).empty());
}

TEST_CASE("tokens are scored where all of them are") {
    CHECK(areScored({}));
    CHECK(areScored({{.logprob = -1.0f}}));
    CHECK(!areScored({{.logprob = -1.0f}, {}}));
}
