// SPDX-License-Identifier: Apache-2.0
// The choices that a problem offers, and rows that offer none: expected values written by hand.
#include "core/data/given_choices.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

Result<GivenChoices> choicesOf(const std::string &prompt, Json row = Json::object()) {
    return givenChoicesOf({.id = "q", .prompt = prompt, .reference = {}, .row = std::move(row)});
}
std::string joinedTexts(const std::string &prompt, Json row = Json::object()) {
    const auto choices = choicesOf(prompt, std::move(row));
    if (!choices) return choices.error().code;
    std::string out = choices->lettered ? "lettered" : "bare";
    for (const auto &text : choices->texts) out += "|" + text;
    return out;
}

} // namespace

TEST_CASE("choices stand in the question, or in the row") {
    CHECK(joinedTexts("Which?\nA. one\nB. two") == "lettered|one|two");
    CHECK(joinedTexts("Which?\nA. one\nB. two\n") == "lettered|one|two");
    CHECK(joinedTexts("Which?\nA. one\nB. two\nAnswer:") == "lettered|one|two");
    CHECK(joinedTexts("Which?\nA. one\nof two lines\nB. two") == "lettered|one\nof two lines|two");
    // Of worked examples in front of the question nothing is offered.
    CHECK(joinedTexts("First?\nA. x\nB. y\nC. z\nAnswer: C\n\nWhich?\nA. one\nB. two") == "lettered|one|two");
    CHECK(joinedTexts("Which?", {{"choices", {"one", "two"}}}) == "bare|one|two");
    CHECK(joinedTexts("Which?\nA. 1\nB. 2", {{"choices", {"one", "two"}}}) == "lettered|one|two");
    CHECK(joinedTexts("Which?\nA. 1\nB. 2", {{"choices", {"one", "two", "three"}}}) == "bare|one|two|three");
    // A chat shows its words to whoever asks, and frames them for the model.
    CHECK(joinedTexts("<user>Which?<end>", {{"question", "Which?\nA. one\nB. two"}}) == "lettered|one|two");
}

TEST_CASE("what offers no choices is refused, and says what was found") {
    for (const char *prompt : {"", "Which?", "A. one\nB. two", "Which?\nA. only one", "Which?\nB. two\nC. three",
                               "Which?\nA. \nB. two", "Which?\nA. ", "\nA.\nB."})
        CHECK_MESSAGE(joinedTexts(prompt) == "choices.none", prompt);
    const Json wrong[] = {nullptr,    "one",        {{"A", "one"}},   Json::array(),    Json::array({"one"}),
                          {"one", 2}, {"one", " "}, {"one", nullptr}, {"one", {"two"}}, 7};
    for (const Json &choices : wrong) {
        const auto read = choicesOf("Which?\nA. one\nB. two", {{"choices", choices}});
        REQUIRE_MESSAGE(!read, dumpJson(choices));
        CHECK(read.error().code == "choices.wrong_type");
        CHECK(read.error().field == "choices");
    }
    CHECK(!choicesOf("Which?", {{"choices", std::vector<std::string>(27, "x")}}));
    CHECK(choicesOf("Which?", {{"choices", std::vector<std::string>(26, "x")}}));
    CHECK(choicesOf("Which?").error().message.find("Problem q") != std::string::npos);
}
