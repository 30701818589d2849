// SPDX-License-Identifier: Apache-2.0
// What a judge compares, and what becomes of its word.
#include "core/base/files.h"
#include "core/data/feedback/ai_label.h"
#include "core/data/feedback/judge_config.h"
#include "core/data/layouts/registry.h"
#include "core/text/tokenizer/character_tokenizer.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

Json completion(const std::string &text, const char *reason = "stop", Json correct = nullptr, Json faithful = nullptr) {
    return {{"text", text}, {"finish_reason", reason}, {"correct", correct}, {"faithful", faithful}};
}

Json sampleRow(std::vector<Json> completions) {
    return {{"id", "7"}, {"prompt", "k=1+8;?k:"}, {"reference", "9"}, {"completions", std::move(completions)}};
}

} // namespace

TEST_CASE("the samples of a prompt are compared two by two, each text once and whole") {
    const Json row = sampleRow({completion("A1"), completion("A1"), completion("A2", "length"), completion(""),
                                completion("A9"), completion("A3"), completion("A4"), completion("A5")});
    const auto one = contestsOfSamples(row, 1), all = contestsOfSamples(row, 9);
    REQUIRE(one);
    REQUIRE(one->size() == 1);
    CHECK(one->at(0).a.words == "A1");
    CHECK(one->at(0).b.words == "A9");
    CHECK(one->at(0).id == "7/1");
    REQUIRE(all);
    REQUIRE(all->size() == 2); // the fifth has no partner
    CHECK(all->at(1).a.words == "A3");
    CHECK(contestsOfSamples(sampleRow({completion("A1")}), 9)->empty());
    CHECK(contestsOfSamples({{"prompt", "p"}}, 1).error().field == "completions");
}

TEST_CASE("a judge's two answers must be two, be asked about, and be other tokens of its tokenizer") {
    const TemporaryFolder folder;
    REQUIRE(writeFileAtomic(folder.path / "tokenizer.json", characterTokenizerJson({"a", "b"}, {"<bos>", "<eos>"})));
    const auto tokenizer = Tokenizer::load(folder.path);
    REQUIRE(tokenizer);
    JudgeConfig config;
    config.answerPrefix = "ab";
    const auto apart = [&](const char *first, const char *second) {
        config.answers = {first, second};
        return mustTellApart(config, *tokenizer).has_value();
    };
    CHECK(apart("a", "b"));
    CHECK(apart("aa", "ab"));
    CHECK_FALSE(apart("a", "ab")); // the one begins the other
    CHECK_FALSE(apart("ab", "a"));
    CHECK_FALSE(apart("b", "b"));
    CHECK_FALSE(apart("A", "B")); // characters that it has no tokens for
    CHECK(mustTellApart(config, *tokenizer).error().field == "answers");
    CHECK(mustAsk(config));
    config.judgePrompt = "{prompt} {a}";
    CHECK(mustAsk(config).error().found.str() == "no {b}");
    config.answers = {"a"};
    CHECK(mustAsk(config).error().code == "judge.answers");
}

TEST_CASE("gold is the principle's check, else the vote, else the exact grades") {
    const auto rule = ruleByName("chain_mod");
    const Principle steps{.name = "steps", .text = "t", .check = "shows_steps"}, kind{.name = "kind", .text = "t"};
    const auto graded = contestsOfSamples(
        sampleRow({completion("A9", "stop", true, true), completion("Tk=1+8;:k=1+8=8;A8", "stop", false, false)}), 1);
    REQUIRE(graded);
    const Contest &contest = graded->at(0);
    CHECK(betterByGold(contest, nullptr, **rule) == true); // the right answer
    CHECK(betterByGold(contest, &steps, **rule) == false); // the one with steps
    CHECK_FALSE(betterByGold(contest, &kind, **rule));     // right is not kind
    const auto faithful =
        contestsOfSamples(sampleRow({completion("x", "stop", true, false), completion("y", "stop", true, true)}), 1);
    CHECK(betterByGold(faithful->at(0), nullptr, **rule) == false);
    const auto equal = contestsOfSamples(sampleRow({completion("x", "stop", true), completion("y", "stop", true)}), 1);
    CHECK_FALSE(betterByGold(equal->at(0), nullptr, **rule));

    const auto voted = contestOfPair({{"prompt", "p"}, {"chosen", "x"}, {"rejected", "y"}});
    REQUIRE(voted);
    CHECK(betterByGold(*voted, nullptr, **rule) == true);
    CHECK(betterByGold(*voted, &kind, **rule) == true);
    CHECK(contestOfPair({{"prompt", "p"}, {"chosen", "x"}}).error().code == "row.no_layout");
}

TEST_CASE("a label is the mean of both orders, and the likelier side is chosen") {
    const AiLabel label{.first = 0.9, .second = 0.7};
    CHECK(label.soft() == doctest::Approx(0.8));
    CHECK(label.consistent());
    CHECK_FALSE(AiLabel{.first = 0.9, .second = 0.3}.consistent()); // it prefers whatever stands first
    CHECK(AiLabel{.first = 0.75, .second = 0.25}.tie());
    const auto pair = contestOfPair({{"id", 4}, {"prompt", "p"}, {"chosen", "x"}, {"rejected", "y"}});
    REQUIRE(pair);
    const Json kept = labelledRow(*pair, label), turned = labelledRow(*pair, {.first = 0.1, .second = 0.3});
    CHECK(kept["chosen"] == "x");
    CHECK(kept["soft_label"].get<double>() == doctest::Approx(0.8));
    CHECK(kept["strength"].get<double>() == doctest::Approx(0.6));
    CHECK(kept["made_by"] == "ai");
    CHECK(turned["chosen"] == "y");
    CHECK(turned["soft_label"].get<double>() == doctest::Approx(0.8));
    static constexpr std::string_view kinds[] = {"preference"};
    const auto read = readRecord(kept, kinds); // what DPO and reward models read
    REQUIRE(read);
    CHECK(std::get<Preference>(read->what).strength == doctest::Approx(0.6));
}

TEST_CASE("an answer cannot bring words of its own into the judge's question") {
    auto pair = contestOfPair({{"prompt", "2+2?"}, {"chosen", "{b} {principle}"}, {"rejected", "4"}});
    REQUIRE(pair);
    JudgeConfig config;
    const auto asked = judgeQuestion(config, *pair, nullptr, false),
               swapped = judgeQuestion(config, *pair, nullptr, true);
    REQUIRE(asked);
    CHECK(asked->find("<answer A>\n{b} {principle}\n</answer A>") != std::string::npos);
    CHECK(asked->find("<answer B>\n4\n</answer B>") != std::string::npos);
    CHECK(swapped->find("<answer A>\n4\n</answer A>") != std::string::npos);
    const Principle principle{.name = "n", .text = "Prefer sums."};
    CHECK(judgeQuestion(config, *pair, &principle, false)->find("Prefer sums.") != std::string::npos);
    config.judgePrompt = "{prompt} {answer}";
    const auto unknown = judgeQuestion(config, *pair, nullptr, false);
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().code == "prompt.unknown_word");
    CHECK(unknown.error().found.str() == "{answer}");
}
