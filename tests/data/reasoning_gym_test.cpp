// SPDX-License-Identifier: Apache-2.0
// Our grader beside the checkers of reasoning-gym, on its own problems. Where the two judge a kind of answer otherwise,
// the kind is listed here with the reason.
#include "core/data/formats/jsonl.h"
#include "core/data/tasks/worded_problem.h"
#include <doctest/doctest.h>
#include <map>

using namespace lapidary;

namespace {

/// Kinds that we grade as right or wrong whatever the checker says.
struct Otherwise {
    bool right;
    const char *why;
};
const std::map<std::pair<std::string, std::string>, Otherwise> kOtherwise = {
    // chain_sum wants the bare number, since the package takes it out of tags before it asks the checker.
    {{"chain_sum", "unit"}, {true, "a short line with its unit is an answer"}},
    {{"chain_sum", "sentence"}, {true, "we find the answer in a sentence"}},
    {{"chain_sum", "later"}, {true, "and behind others"}},
    {{"chain_sum", "other_first"}, {true, "and behind a number that is taken back"}},
    {{"chain_sum", "tag"}, {true, "and in tags"}},
    // gsm_symbolic takes the first number of the text, without its sign.
    {{"gsm_symbolic", "negated"}, {false, "-18 is not 18"}},
    {{"gsm_symbolic", "two"}, {false, "two answers are none"}},
    {{"gsm_symbolic", "other_first"}, {true, "the answer is what is announced, not what stands first"}},
    {{"gsm_symbolic", "grouped"}, {true, "1,200 is 1200"}},
};

} // namespace

TEST_CASE("answers are graded as reasoning-gym grades them, but for kinds that are listed") {
    const auto read = readJsonl(std::string(LAPIDARY_TEST_DATA) + "/reasoning_gym/verdicts.jsonl");
    REQUIRE(read.has_value());
    const auto rule = makeWorkedRule();
    std::map<std::pair<std::string, std::string>, bool> differs;
    int graded = 0;
    for (const auto &row : read->rows) {
        const auto problem = problemFromJson(row.value);
        REQUIRE(problem.has_value());
        const std::string task = problem->id.substr(0, problem->id.find('-'));
        for (const Json &verdict : row.value["verdicts"]) {
            const std::string kind = verdict["kind"], text = verdict["text"];
            const bool theirs = verdict["score"] == 1.0, ours = rule->grade(*problem, text).correct;
            const auto otherwise = kOtherwise.find({task, kind});
            const bool zero = problem->reference == "0" && kind == "negated"; // -0 is 0
            const bool expected = zero ? true : otherwise == kOtherwise.end() ? theirs : otherwise->second.right;
            CHECK_MESSAGE(ours == expected, task << ", " << kind << ": \"" << text << "\" for " << problem->reference);
            if (theirs != ours) differs[{task, kind}] = true;
            ++graded;
        }
    }
    CHECK(graded == 1080);
    for (const auto &each : kOtherwise)
        CHECK_MESSAGE(differs[each.first], each.first.first << ", " << each.first.second);
}

TEST_CASE("sums of reasoning-gym are read as problems of ours") {
    const auto read = readJsonl(std::string(LAPIDARY_TEST_DATA) + "/reasoning_gym/verdicts.jsonl");
    REQUIRE(read.has_value());
    int sums = 0;
    for (const auto &row : read->rows) {
        const std::string prompt = row.value["prompt"];
        const auto problem = readWorded(prompt);
        CHECK(problem.has_value() == row.value["id"].get<std::string>().starts_with("chain_sum"));
        if (!problem) continue;
        CHECK(toText(problem->plan.value().value()) == row.value["reference"]);
        const std::string ours =
            "What is " + prompt.substr(prompt.find(": ") + 2, prompt.size() - prompt.find(": ") - 4) + "?";
        CHECK(canonicalForm("worked", prompt) == canonicalForm("worked", ours));
        ++sums;
    }
    CHECK(sums == 30);
}
