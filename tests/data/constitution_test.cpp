// SPDX-License-Identifier: Apache-2.0
// A constitution as people write it, and as nobody should: every fault is told with its line.
#include "core/data/feedback/constitution.h"
#include "core/data/feedback/violations.h"
#include <doctest/doctest.h>

using namespace lapidary;
using namespace std::string_literals;

namespace {

constexpr const char *kTables = R"(version = 1

[[principle]]
name = "steps"
text = "Choose the answer that shows its steps."
critique = "Which steps are missing?"
revision = "Show every step."
check = "shows_steps"

[[principle]]
text = "Prefer what is short."
max_characters = 3
forbids = ["A9"]
)";

/// "code:line:field" of every problem.
std::vector<std::string> faults(std::string_view text, const std::string &file = "x.toml") {
    const auto read = parseConstitution(text, file);
    std::vector<std::string> out;
    if (!read)
        for (const Error &each : read.error()) {
            CHECK(each.file == file);
            out.push_back(each.code + ":" + std::to_string(each.line) + ":" + each.field);
        }
    return out;
}

bool has(const std::vector<std::string> &faults, const std::string &fault) {
    for (const auto &each : faults) INFO(each);
    return std::find(faults.begin(), faults.end(), fault) != faults.end();
}

} // namespace

TEST_CASE("a constitution is read from tables, from lines and from a list that is handed on") {
    const auto tables = parseConstitution(kTables, "x.toml");
    REQUIRE(tables);
    REQUIRE(tables->size() == 2);
    CHECK(tables->at(0).name == "steps");
    CHECK(tables->at(0).critique == "Which steps are missing?");
    CHECK(tables->at(0).check == "shows_steps");
    CHECK(tables->at(1).name == "2"); // its number, where it has no name
    CHECK(tables->at(1).revision.ends_with("Prefer what is short."));
    CHECK(tables->at(1).isChecked());

    const auto lines = parseConstitution("# of us\n\n  Be kind. \r\nSay when you do not know.", "x.txt");
    REQUIRE(lines);
    REQUIRE(lines->size() == 2);
    CHECK(lines->at(0).text == "Be kind.");
    CHECK(lines->at(0).critique.ends_with("Be kind."));
    CHECK_FALSE(lines->at(0).isChecked());

    const auto handedOn =
        parseConstitution(R"({"constitutions": [{"critic": "Is it rude?", "revision": "Make it polite."}]})", "x.json");
    REQUIRE(handedOn);
    CHECK(handedOn->at(0).text == "Is it rude?");
    CHECK(handedOn->at(0).critique == "Is it rude?");
    CHECK(handedOn->at(0).revision == "Make it polite.");
    Json written = Json::array();
    for (const auto &each : *tables) written.push_back(toJson(each));
    const auto again = constitutionFromJson(written);
    REQUIRE(again);
    CHECK(*again == *tables);
}

TEST_CASE("what is wrong with a constitution is told with its line") {
    CHECK(has(faults("[[principle]]\ntext = \"a\"\nchek = \"correct\"\n"), "config.unknown_key:3:principle.0.chek"));
    CHECK(has(faults("[[principle]]\ntext = 3\n"), "config.wrong_type:2:principle.0.text"));
    CHECK(has(faults("[[principle]]\ntext = \"a\"\ncheck = \"kind\"\n"),
              "constitution.unknown_check:3:principle.0.check"));
    CHECK(has(faults("[[principle]]\ntext = \" \"\n"), "constitution.no_text:2:principle.0.text"));
    CHECK(has(faults("[[principle]]\ntext = \"a\"\n[[principle]]\ntext = \"a\"\n"),
              "constitution.twice:4:principle.1.text"));
    CHECK(has(faults("[[principle]]\nname = \"n\"\ntext = \"a\"\n[[principle]]\nname = \"n\"\ntext = \"b\"\n"),
              "constitution.twice:5:principle.1.name"));
    CHECK(has(faults("[[principle]]\ntext = \"a\"\nmax_characters = -1\n"),
              "config.out_of_range:3:principle.0.max_characters"));
    CHECK(has(faults("principles = 3\n"), "config.unknown_key:1:principles"));
    CHECK(has(faults("principle = 3\n"), "config.wrong_type:1:principle"));
    CHECK(has(faults("version = 2\n[[principle]]\ntext = \"a\"\n"), "config.unknown_key:1:version"));
    CHECK(faults("").front().starts_with("constitution.empty"));
    CHECK(faults("# nothing\n", "x.txt").front().starts_with("constitution.empty"));
    CHECK(faults("good\nbad \x01 line\n", "x.txt") == std::vector<std::string>{"constitution.not_text:2:line.2"});
    CHECK(faults("good\n\xff\n", "x.txt").front().starts_with("constitution.not_text:2"));
    CHECK(has(faults("same\n\nsame\n", "x.txt"), "constitution.twice:3:line.3.text"));
    CHECK(has(faults("[1]", "x.json"), "config.wrong_type:0:"));
    CHECK(has(faults("x\n" + std::string(kLongestPrinciple + 1, 'y'), "x.txt"), "constitution.too_long:2:line.2.text"));
}

TEST_CASE("a constitution has up to 150 principles") {
    const auto of = [](std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) text += "Principle " + std::to_string(i) + ".\n";
        return text;
    };
    const auto most = parseConstitution(of(150), "x.txt");
    REQUIRE(most);
    CHECK(most->size() == 150);
    CHECK(faults(of(151), "x.txt") == std::vector<std::string>{"constitution.too_many:151:line.151"});
    std::string tables;
    for (int i = 0; i < 151; ++i) tables += "[[principle]]\ntext = \"" + std::to_string(i) + "\"\n";
    CHECK(has(faults(tables), "constitution.too_many:301:principle.150"));
}

TEST_CASE("a rule tells whether an answer breaks a principle, and where it cannot it says nothing") {
    const auto rule = ruleByName("chain_mod");
    REQUIRE(rule);
    const Problem problem{.id = "1", .prompt = "k=1+8;?k:", .reference = "9", .row = {}};
    const std::string chain = "Tk=1+8;:k=1+8=9;A9", direct = "A9";
    const auto broken = [&](const Principle &principle, const std::string &answer, const char *reason = "stop") {
        return violates(principle, **rule, problem, answer, reason);
    };
    CHECK(broken({.check = "shows_steps"}, direct) == true);
    CHECK(broken({.check = "shows_steps"}, chain) == false);
    CHECK(broken({.check = "correct"}, direct) == false);
    CHECK(broken({.check = "correct"}, "A8") == true);
    CHECK(broken({.check = "correct"}, direct, "length") == true); // a cut text has no answer
    CHECK(broken({.check = "ended"}, direct, "length") == true);
    CHECK(broken({.mustNotHold = {"A9"}}, direct) == true);
    CHECK(broken({.mustHold = {"T"}}, direct) == true);
    CHECK(broken({.mustHold = {"T"}}, chain) == false);
    CHECK(broken({.maxCharacters = 2}, direct) == false);
    CHECK(broken({.maxCharacters = 1}, direct) == true);
    CHECK_FALSE(broken({}, direct).has_value());
    const Problem unknown{.id = "1", .prompt = "k=1+8;?k:", .reference = {}, .row = {}};
    CHECK_FALSE(violates({.check = "correct"}, **rule, unknown, direct, "stop").has_value());

    const Constitution two{{.name = "a", .check = "shows_steps"}, {.name = "b"}};
    std::vector<ViolationCount> counts(2);
    CHECK(countViolations(two, **rule, problem, direct, "stop", counts) == true);
    CHECK(countViolations(two, **rule, problem, chain, "stop", counts) == false);
    CHECK(counts[0].answers == 2);
    CHECK(counts[0].broken == 1);
    CHECK(counts[1].answers == 0);
}
