// SPDX-License-Identifier: Apache-2.0
// What stands out in the words of a row, and which language they are.
#include "core/data/language.h"
#include "core/data/repeated_words.h"
#include "core/data/row_quality.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace lapidary;

namespace {

std::string flagged(const RowTexts &texts) {
    const RowFlagSet flags = flagsOf(texts);
    std::string out;
    for (const RowFlagInfo &info : rowFlags())
        if ((flags & bitOf(info.flag)) != 0) out += (out.empty() ? "" : " ") + std::string(info.tag);
    return out;
}
std::string answerFlags(const std::string &answer) {
    return flagged({.answers = {answer}});
}

/// So many different words.
std::string words(int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += "word" + std::to_string(i) + (i == count - 1 ? "." : " ");
    return out;
}

} // namespace

TEST_CASE("flags stand where bits of them say, each with a tag of its own") {
    REQUIRE(rowFlags().size() == kRowFlags);
    for (std::size_t i = 0; i < kRowFlags; ++i) {
        CHECK(static_cast<std::size_t>(rowFlags()[i].flag) == i);
        for (std::size_t j = 0; j < i; ++j) CHECK(rowFlags()[i].tag != rowFlags()[j].tag);
    }
}

TEST_CASE("an answer of white space is none, unless a tool is called") {
    CHECK(answerFlags(" \n\t") == "empty-answer");
    CHECK(flagged({.answers = {""}, .acts = true}).empty());
    CHECK(answerFlags("4").empty());
    CHECK(flagged({.asked = {"What is 2 + 2?"}}).empty()); // a prompt alone has no answer to be empty
}

TEST_CASE("the end of an answer tells whether it was cut, where it is prose") {
    CHECK(answerFlags("The number of apples in the basket is four.").empty());
    CHECK(answerFlags("The number of apples in the basket is, as they say,") == "cut-off");
    CHECK(answerFlags("She looked at all of the apples and then took the") == "cut-off");
    CHECK(answerFlags("The number of apples in the basket is four") == "no-end-mark");
    CHECK(answerFlags("He wrote (as we saw in the last chapter (") == "cut-off");
    CHECK(answerFlags("Here is the code:\n```python\nprint(1)\n") == "cut-off");
    CHECK(answerFlags("Here is the code:\n```python\nprint(1)\n```").empty());
    CHECK(answerFlags("A4").empty());
    CHECK(answerFlags("apples\nThe answer is 42").empty());
    CHECK(answerFlags("Shopping:\n- two apples and a pear and some more of the same kind").empty()); // a list
    CHECK(answerFlags("It was a great day for all of us, thank you 😊").empty());
    CHECK(answerFlags("“He said that he would come back to the house one day.”").empty());
    CHECK(answerFlags("因此，这个问题的答案是四十二，因为小明一共有四十二个苹果。").empty());
    CHECK(answerFlags("因此，这个问题的答案是四十二，因为小明一共有四十二个苹果") == "no-end-mark");
    CHECK(answerFlags("因此，这个问题的答案是四十二，因为小明一共有四十二个苹果，") == "cut-off");
}

TEST_CASE("an answer that says the question again is told, and short questions are not looked for") {
    const std::string question = "How many apples does Ann have in her basket?";
    CHECK(flagged({.asked = {question}, .answers = {"How many  apples does ann have in her basket?\nFour."}}) ==
          "copies-prompt");
    CHECK(flagged({.asked = {question}, .answers = {"Ann has four apples."}}).empty());
    CHECK(flagged({.asked = {"Hi"}, .answers = {"Hi, this is Ann."}}).empty());
    CHECK(flagged({.asked = {question, "And pears?"}, .answers = {"How many apples does Ann have in her basket?"}})
              .empty()); // of an earlier turn
}

TEST_CASE("refusals begin an answer, in two languages") {
    CHECK(answerFlags("I’m sorry, but I can’t help with that.") == "refusal");
    CHECK(answerFlags("As an AI language model, I have no feelings.") == "refusal");
    CHECK(answerFlags("很抱歉，我无法回答这个问题。") == "refusal");
    CHECK(answerFlags("As an AI assistant, I am happy to help with that plan.").empty());
    CHECK(answerFlags("He said: sorry, but that is what it is.").empty());
    CHECK(answerFlags(words(60) + " I cannot assist with it.").find("refusal") ==
          std::string::npos); // far from the beginning
}

TEST_CASE("characters that nobody sees are found in questions and answers") {
    CHECK(answerFlags("A\x01.") == "odd-characters");
    CHECK(answerFlags("A\xE2\x80\xAE.") == "odd-characters"); // U+202E turns the direction
    CHECK(answerFlags("A\xEF\xBF\xBD.") == "odd-characters"); // U+FFFD
    CHECK(answerFlags("\xEF\xBB\xBF"
                      "A.") == "odd-characters");     // U+FEFF
    CHECK(answerFlags("A\xFF.") == "odd-characters"); // no UTF-8
    CHECK(flagged({.asked = {"a\xE2\x80\x8B"}, .answers = {"A."}}) == "odd-characters");
    CHECK(answerFlags("tab\tline\r\n👩‍🔬 naïve 数学。").empty()); // a joiner within a picture belongs there
}

TEST_CASE("repeated words are told by the shares of table A1 in documents, and by more than half in answers") {
    CHECK(!repeatsItself(words(50)));
    CHECK(!repeatsItself(words(400)));
    std::string home;
    for (int i = 0; i < 12; ++i) home += "and then he went home ";
    CHECK(repeatsItself(home));
    CHECK(repeatsItself("no no no no no no no no no no no no"));
    CHECK(!repeatsItself("no no no no no")); // too few to tell
    CHECK(!repeatsItself("to be or not to be that is the question here"));
    CHECK(repeatsItself("哈哈哈哈哈哈哈哈哈哈哈哈"));
    // Ten words five times among 440 are more than a tenth, which is too much of runs of ten in a document …
    const std::string run = "alpha1 beta12 gamma3 delta4 epsi56 zeta77 etaa88 theta9 iota10 kappa1 ";
    CHECK(repeatsItself(run + run + words(390) + " " + run + run + run));
    CHECK(!repeatsItself(run + words(390) + " " + run)); // … and twice are not.
    // In an answer of some sentences that is no matter, until it makes up more than half.
    CHECK(!repeatsItself(run + run + words(60)));
    CHECK(repeatsItself(run + run + run + words(20)));
}

TEST_CASE("lengths are unusual by the modified z-score of their logarithms") {
    std::vector<std::int64_t> lengths{90, 95, 100, 100, 105, 110, 100, 98, 102, 97, 103, 5000, 2};
    const UsualLengths usual = usualLengths(lengths);
    // By hand: the median is log 101, the middle distance from it that of 97, log(101 / 98) = 0.030153; 3.5 / 0.6745
    // of that is 0.156464, so that 101 e^-0.156464 - 1 = 85.37 and 101 e^0.156464 - 1 = 117.11 are the ends.
    CHECK(usual.least == 86);
    CHECK(usual.most == 117);
    CHECK(usualLengths({1, 2, 3}).most == INT64_MAX); // too few
    CHECK(usualLengths(std::vector<std::int64_t>(20, 7)).least == 0);
    CHECK(charactersOf({.asked = {"数学"}, .answers = {"ab"}}) == 4);
}

TEST_CASE("languages are told by letters, and not where too few are there") {
    CHECK(languageOf("Natalia sold clips to 48 of her friends in April, and then she sold half as many in May.") ==
          "en");
    CHECK(languageOf("Bonjour, comment allez-vous aujourd'hui ?") == "fr");
    CHECK(languageOf("你好，今天天气怎么样？") == "zh");
    CHECK(languageOf("これは何ですか") == "ja");
    CHECK(languageOf("Der Zug fährt um acht Uhr ab.") == "de");
    CHECK(languageOf("北京今天晴。") == "zh"); // too short for the detector, but its letters tell
    CHECK(languageOf("東京は晴れ") == "ja");
    CHECK(languageOf("네, 맞아요") == "ko");
    CHECK(languageOf("ครับ") == "th");
    CHECK(languageOf("print(数)") == "und");
    CHECK(languageOf("12 + 3 = 15") == "und");
    CHECK(languageOf("a=3;b=4;?a:") == "und");
    CHECK(languageOf("") == "und");
    CHECK(languageOf("\xFF\xFE\x00") == "und");
    CHECK(languageOf(std::string(200'000, 'a')) == "und");
}

TEST_CASE("the texts of a row are asked and answered, whatever its layout") {
    const auto of = [](const char *row) {
        const RowTexts texts = textsOf(*parseJson(row));
        std::string out;
        for (const auto &each : texts.asked) out += "?" + each;
        for (const auto &each : texts.answers) out += "!" + each;
        return out + (texts.acts ? "*" : "");
    };
    CHECK(of(R"({"prompt":"q","completion":"a"})") == "?q!a");
    CHECK(of(R"({"messages":[{"role":"system","content":"s"},{"role":"user","content":"q"},)"
             R"({"role":"assistant","content":"a"},{"role":"user","content":"r"},)"
             R"({"role":"assistant","content":"b"}]})") == "?s?q?r!a!b");
    CHECK(of(R"({"prompt":"q","chosen":"a","rejected":"b"})") == "?q!a");
    CHECK(of(R"({"text":"t"})") == "!t");
    CHECK(of(R"({"id":"7","odd":{"x":["u","v"]},"other_columns":{"k":"w"}})") == "!u!v");
    CHECK(of(R"({"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"",)"
             R"("tool_calls":[{"type":"function","function":{"name":"f","arguments":{}}}]}]})") == "?q!*");
}

TEST_CASE("real answers that are good are left alone: GSM8K's (MIT, tests/golden/gsm8k)") {
    std::ifstream in(std::string(LAPIDARY_TEST_DATA) + "/gsm8k/test_first20.jsonl");
    int rows = 0;
    for (std::string line; std::getline(in, line); ++rows) {
        const RowTexts texts = textsOf(*parseJson(line));
        INFO(line);
        CHECK(flagged(texts).empty());
        CHECK(languageOf(texts.answers.at(0)) == "en");
    }
    CHECK(rows == 20);
}
