// SPDX-License-Identifier: Apache-2.0
// What the end of a completion means for its grade, and what cannot be graded.
#include "core/data/tasks/rule.h"
#include "core/text/answer/finish.h"
#include "tests/support/capture.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

Verdict graded(const char *rule, const std::string &reference, const std::string &text, const std::string &finish,
               const std::string &prompt = "") {
    return gradeCompletion(**ruleByName(rule), {.id = "1", .prompt = prompt, .reference = reference}, text, finish);
}

} // namespace

TEST_CASE("only who ends a text has ended it") {
    for (const char *end : {"stop", "eos_token", "end_turn", "stop_sequence", "tool_calls", "given"})
        CHECK(endedItself(end));
    for (const char *cut : {"length", "truncated", "cancelled", "content_filter", "max_tokens", "", "STOP it"})
        CHECK_FALSE(endedItself(cut));
    CHECK(faultOf("18", "stop").empty());
    CHECK(faultOf("18", "length") == "cut");
    CHECK(faultOf("", "length") == "cut");
    CHECK(faultOf(" \n", "stop") == "empty");
    CHECK(faultOf("18", "cancelled") == "cancelled");
}

TEST_CASE("a cut text has no answer and is not right, whatever it looks like; nothing written behind it changes that") {
    for (const auto &[rule, reference, text] : {std::tuple{"gsm8k", "12", "#### 12"},
                                                {"gsm8k", "12", "#### 12\xE2\x80\xA6"},
                                                {"exact", "x", "x"},
                                                {"chain_mod", "3", "A3"}}) {
        CAPTURE_BOUND(text);
        const auto whole = graded(rule, reference, text, "stop"), cut = graded(rule, reference, text, "length");
        CHECK(whole.correct);
        CHECK(whole.answer);
        CHECK_FALSE(cut.correct);
        CHECK_FALSE(cut.answer);
        CHECK_FALSE(cut.wellFormed);
        CHECK(cut.scorable);
        CHECK_FALSE(answerOfCompletion(**ruleByName(rule), text, "length"));
        CHECK(answerOfCompletion(**ruleByName(rule), text, "stop") == whole.answer);
    }
}

TEST_CASE("the steps of a cut chain keep their labels, and the chain is not faithful") {
    const std::string prompt = "k=1+8;?k:", chain = "Tk=1+8;:k=1+8=9;A9";
    const auto whole = graded("chain_mod", "9", chain, "stop", prompt),
               cut = graded("chain_mod", "9", chain, "length", prompt);
    CHECK(whole.faithful == true);
    CHECK(cut.faithful == false);
    CHECK(cut.steps.size() == whole.steps.size());
    CHECK(cut.stepShare == whole.stepShare);
}

TEST_CASE("without a reference that an answer could be equal to nothing is right or wrong") {
    for (const auto &[rule, reference, text] : {std::tuple{"exact", "", "x"},
                                                {"exact", " \n", "x"},
                                                {"gsm8k", "", "#### 12"},
                                                {"gsm8k", "twelve", "#### 12"},
                                                {"chain_mod", "", "A3"},
                                                {"chain_mod", "A3", "A3"}}) {
        CAPTURE_BOUND(reference);
        const auto verdict = graded(rule, reference, text, "stop");
        CHECK_FALSE(verdict.scorable);
        CHECK_FALSE(verdict.correct);
        CHECK(verdict.answer); // it can still be voted for
    }
    CHECK(graded("gsm8k", "#### 12", "12", "stop").scorable);
    CHECK(graded("chain_mod", "9", "A9", "stop", "k=1+8;?k:").faithful == false);
    CHECK_FALSE(graded("chain_mod", "", "A9", "stop", "k=1+8;?k:").faithful);
}
