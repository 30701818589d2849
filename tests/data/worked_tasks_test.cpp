// SPDX-License-Identifier: Apache-2.0
// The tasks whose answer is a number: their problems against evaluators that know nothing of how they were made.
#include "core/data/tasks/worded_problem.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <map>
#include <regex>
#include <set>
#include <sstream>

using namespace lapidary;

namespace {

const TaskInfo &task(const std::string &name) {
    return **taskByName(name);
}
std::vector<Json> make(const std::string &name, const Json &config, std::int64_t count, std::uint64_t seed = 1) {
    const auto rows = task(name).make(config, seed, count);
    REQUIRE_MESSAGE(rows.has_value(), name);
    return *rows;
}
Verdict grade(const Json &row, const std::string &completion) {
    return makeWorkedRule()->grade(*problemFromJson(row), completion);
}
Verdict grade(const std::string &prompt, const std::string &reference, const std::string &completion) {
    return makeWorkedRule()->grade({.id = "1", .prompt = prompt, .reference = reference}, completion);
}
std::string form(const std::string &prompt) {
    return canonicalForm("worked", prompt);
}
std::vector<bool> labels(const Verdict &verdict) {
    std::vector<bool> out;
    for (const auto &step : verdict.steps) out.push_back(step.right);
    return out;
}

const std::vector<std::pair<std::string, Json>> kSettings = {
    {"sums", {{"max_terms", 6}, {"max_digits", 4}, {"may_be_negative", true}, {"language", "both"}}},
    {"chain", {{"max_steps", 6}, {"divide", 0.2}, {"max_distractors", 2}, {"language", "both"}}},
    {"word_problems",
     {{"max_steps", 5}, {"max_number", 60}, {"share", 0.5}, {"max_distractors", 3}, {"language", "both"}}},
    {"units", {{"max_steps", 3}, {"max_number", 2000}, {"compound", 0.5}, {"language", "both"}}},
};

/// From left to right, all operators alike: what the tasks "sums" and "chain" ask for.
std::int64_t fromLeft(const std::string &prompt, const std::regex &pieces, const std::map<std::string, char> &ops) {
    std::int64_t total = 0;
    for (std::sregex_iterator it(prompt.begin(), prompt.end(), pieces), end; it != end; ++it) {
        const auto word = (*it)[1].str();
        const std::int64_t number = std::stoll((*it)[2].str());
        switch (ops.at(word)) {
        case '+':
            total += number;
            break;
        case '-':
            total -= number;
            break;
        case '*':
            total *= number;
            break;
        case '/':
            total /= number;
            break;
        default:
            break;
        }
    }
    return total;
}

/// What a person has at the end of an English word problem, sentence by sentence.
std::int64_t tally(const std::string &prompt) {
    std::smatch asked;
    std::regex_search(prompt, asked,
                      std::regex("How many (\\w+) (?:does (\\w+) have now|of (\\w+) are in each bag)\\?"));
    const std::string thing = asked[1], who = asked[2].matched ? asked[2].str() : asked[3].str();
    std::int64_t total = 0;
    std::smatch found;
    std::istringstream in(prompt);
    for (std::string sentence; std::getline(in, sentence, '.');) {
        const auto is = [&](const std::string &pattern) {
            return std::regex_search(sentence, found, std::regex(pattern));
        };
        if (is("^ ?" + who + " has (\\d+) " + thing) || is("^ ?There are (\\d+) " + thing + " in the bag of " + who))
            total += std::stoll(found[1]);
        else if (is("^ ?" + who + " (?:finds|buys) (\\d+) more " + thing))
            total += std::stoll(found[1]);
        else if (is("^ ?" + who + " (?:gives|loses) (\\d+) " + thing))
            total -= std::stoll(found[1]);
        else if (is("^ ?" + who + " buys (\\d+) boxes with (\\d+) " + thing))
            total += std::stoll(found[1]) * std::stoll(found[2]);
        else if (is("^ ?" + who + " puts all the " + thing + " into (\\d+) equal"))
            total /= std::stoll(found[1]);
    }
    return total;
}

} // namespace

TEST_CASE("references agree with evaluators of another kind") {
    for (const Json &row : make("sums", {{"max_terms", 6}, {"max_digits", 4}, {"may_be_negative", true}}, 400))
        CHECK(std::to_string(fromLeft(row["prompt"], std::regex("(is|\\+|-) (\\d+)"),
                                      {{"is", '+'}, {"+", '+'}, {"-", '-'}})) == row["reference"]);
    for (const Json &row : make("chain", {{"max_steps", 6}, {"divide", 0.3}, {"max_distractors", 2}}, 400))
        CHECK(std::to_string(fromLeft(
                  row["prompt"], std::regex("(with|Add|Subtract|Multiply by|Divide by) (\\d+)"),
                  {{"with", '+'}, {"Add", '+'}, {"Subtract", '-'}, {"Multiply by", '*'}, {"Divide by", '/'}})) ==
              row["reference"]);
    for (const Json &row : make("word_problems", {{"max_steps", 5}, {"share", 0.5}, {"max_distractors", 3}}, 400))
        CHECK_MESSAGE(std::to_string(tally(row["prompt"])) == row["reference"], row["prompt"].get<std::string>());
    const std::map<std::string, double> sizes = {
        {"kilometres", 1e6}, {"metres", 1e3}, {"centimetres", 10}, {"millimetres", 1}, {"weeks", 604800},
        {"days", 86400},     {"hours", 3600}, {"minutes", 60},     {"seconds", 1},     {"tonnes", 1e6},
        {"kilograms", 1e3},  {"grams", 1},    {"litres", 1e3},     {"millilitres", 1}};
    for (const Json &row : make("units", {{"max_steps", 3}, {"max_number", 500}, {"compound", 0.5}}, 400)) {
        std::smatch m;
        const std::string prompt = row["prompt"];
        REQUIRE(
            std::regex_search(prompt, m, std::regex("How many (\\w+) are (\\d+) (\\w+)(?: and (\\d+) (\\w+))?\\?")));
        double small = std::stod(m[2]) * sizes.at(m[3]);
        if (m[4].matched) small += std::stod(m[4]) * sizes.at(m[5]);
        CHECK(small / sizes.at(m[1]) == doctest::Approx(std::stod(row["reference"].get<std::string>())));
    }
}

TEST_CASE("every demonstration without errors is faithful, in both languages") {
    for (const auto &[name, config] : kSettings) {
        int chinese = 0;
        for (const Json &row : make(name, config, 300)) {
            const auto verdict = grade(row, row["completion"]);
            CHECK_MESSAGE(verdict.faithful == true, row.dump());
            CHECK(verdict.steps.size() == row["chain"].size());
            chinese += row["language"] == "zh";
        }
        CHECK(chinese == doctest::Approx(150).epsilon(0.25));
    }
}

TEST_CASE("slips are labelled where they were made, and what follows from them is right") {
    for (auto [name, config] : kSettings) {
        config["error_rate"] = 0.3;
        int wrong = 0;
        for (const Json &row : make(name, config, 300)) {
            const auto verdict = grade(row, row["completion"]);
            CHECK_MESSAGE(labels(verdict) == row["labels"].get<std::vector<bool>>(), row.dump());
            const bool slips = !row["first_error"].is_null();
            if (slips) CHECK_FALSE(verdict.steps[row["first_error"].get<std::size_t>()].right);
            CHECK(verdict.faithful == !slips);
            wrong += slips;
        }
        CHECK(wrong > 60);
    }
}

TEST_CASE("problems are repeatable, distinct by meaning and read back from their words") {
    for (const auto &[name, config] : kSettings) {
        const auto rows = make(name, config, 300);
        CHECK(rows == make(name, config, 300));
        CHECK(rows != make(name, config, 300, 2));
        std::set<std::string> forms;
        for (const Json &row : rows) {
            const auto problem = readWorded(row["prompt"].get<std::string>());
            REQUIRE_MESSAGE(problem.has_value(), row["prompt"].get<std::string>());
            CHECK(toText(*problem->plan.value()) == row["reference"]);
            forms.insert(*task(name).canonical(row["prompt"].get<std::string>()));
        }
        CHECK(forms.size() == rows.size());
        auto slipped = config;
        slipped["error_rate"] = 0.5; // the demonstrations draw from a stream of their own
        const auto same = make(name, slipped, 300);
        for (std::size_t i = 0; i < rows.size(); ++i) CHECK(same[i]["prompt"] == rows[i]["prompt"]);
    }
}

TEST_CASE("names, order and language make no other problem; everything else does") {
    const std::string told =
        form("Tom has 12 apples. Anna has 7 pencils. Tom finds 5 more apples. Tom loses 3 apples. How "
             "many apples does Tom have now?");
    CHECK(
        form(
            "Mia loses 3 books. Leo has 7 coins. Mia has 12 books. Mia buys 5 more books. How many books does Mia have "
            "now?") != told); // what Mia has stands behind a loss: no problem of the task
    for (const char *same : {"There are 12 books in the bag of Mia. Mia gives 3 books to Leo. Mia buys 5 more books. "
                             "Leo has 7 coins. How many "
                             "books does Mia have now?",
                             "小红有12本书。小红又买了5本书。小明有7枚硬币。小红弄丢了3本书。小红现在有多少本书？"})
        CHECK_MESSAGE(form(same) == told, same);
    for (
        const char *other :
        {"Tom has 12 apples. Tom finds 5 more apples. Tom loses 3 apples. How many apples does Tom have now?",
         "Tom has 12 apples. Anna has 8 pencils. Tom finds 5 more apples. Tom loses 3 apples. How many apples does Tom "
         "have now?",
         "Tom has 12 apples. Anna has 7 pencils. Tom finds 3 more apples. Tom loses 5 apples. How many apples does Tom "
         "have now?",
         "Tom has 12 apples. Anna has 7 apples. Tom finds 5 more apples. Tom loses 3 apples. How many apples does Tom "
         "have now?"})
        CHECK_MESSAGE(form(other) != told, other);
    CHECK(form("What is 3 + 4 - 5?") == form("4 - 5 + 3 等于多少？"));
    CHECK(form("What is 3 + 4 - 5?") != form("What is 3 - 4 + 5?"));
    CHECK(form("What is 2 * 3 + 4?") == form("What is 4 + 3 * 2?"));
    CHECK(form("Start with 7. Add 5. A friend says 9. Multiply by 3. What number do you get?") ==
          form("从7开始。一个朋友说9。加上5。乘以3。最后得到多少？"));
    CHECK(form("Start with 7. Add 5. Multiply by 3. What number do you get?") !=
          form("Start with 7. Multiply by 3. Add 5. What number do you get?"));
    CHECK(form("How many minutes are 3 hours?") == form("3小时等于多少分钟？"));
    CHECK(form("How many minutes are 3 hours?") != form("How many seconds are 3 minutes?"));
    CHECK(form(" Some  other text ") == "Some other text");
}

TEST_CASE("steps may be written in any order and grouping, but not of other numbers") {
    const std::string sum = "What is 37 + 48 - 12?";
    CHECK(grade(sum, "73", "37 + 48 = 85\n85 - 12 = 73\nAnswer: 73").faithful == true);
    CHECK(grade(sum, "73", "48 - 12 = 36\n37 + 36 = 73\nAnswer: 73").faithful == true);
    CHECK(grade(sum, "73", "37 + 48 - 12 = 73\nAnswer: 73").faithful == true);
    CHECK(grade(sum, "73", "37 + 48 - 12 = 85 - 12 = 73").faithful == true);
    CHECK(grade(sum, "73", "First, 37 + 48 = 85.\nThen 85 \xE2\x88\x92 12 = 73.\nThe answer is 73.").faithful == true);
    CHECK(grade(sum, "73", "37 + 48 = 85\n85 - 12 = 73\nAnswer: 85 - 12 = 73").faithful == true); // said again
    CHECK(grade(sum, "73", "Answer: 73").faithful == false);                                      // no step
    CHECK(grade(sum, "73", "Answer: 73").stepShare == 0.0);
    CHECK(grade(sum, "73", "37 + 48 = 85\nAnswer: 73").faithful == false); // a step is missing
    CHECK(grade(sum, "73", "40 + 33 = 73\nAnswer: 73").faithful == false); // true, but of other numbers
    const auto slip = grade(sum, "73", "37 + 48 = 75\n75 - 12 = 63\nAnswer: 63");
    CHECK(labels(slip) == std::vector<bool>{false, true});
    CHECK_FALSE(slip.correct);
    const auto lucky = grade(sum, "73", "37 + 48 = 75\n85 - 12 = 73\nAnswer: 73");
    CHECK(lucky.correct);
    CHECK(labels(lucky) == std::vector<bool>{false, false}); // 85 was never written
    CHECK(lucky.faithful == false);
    CHECK(labels(grade(sum, "73", "37 - 48 = -11\n37 + 12 = 49")) == std::vector<bool>{false, false}); // other signs
    const std::string chain = "Start with 7. Add 5. Multiply by 3. What number do you get?";
    CHECK(grade(chain, "36", "(7 + 5) * 3 = 36\nAnswer: 36").faithful == true);
    CHECK(labels(grade(chain, "36", "5 * 3 = 15\n7 + 15 = 22")) == std::vector<bool>{false, false});
    CHECK(labels(grade(chain, "36", "x = 7 + 5\n7 + 5 = 1/0\n= 3\n====")) == std::vector<bool>{false});
}

TEST_CASE("a hostile equation costs no time") {
    std::string deep = "1";
    for (int i = 0; i < 60; ++i) deep = "(" + deep + (i % 2 ? " * (1 / 2))" : " + (1 / 2))");
    CHECK(grade("What is 3 + 4?", "7", deep + " = 1\nAnswer: 7").correct);
    std::string many = "1 + 1";
    for (int i = 0; i < 5000; ++i) many += " = 1 + 1";
    CHECK(grade("What is 3 + 4?", "7", many + "\nAnswer: 7").correct);
    CHECK(grade("What is 3 + 4?", "7", std::string(100000, '=') + "\n" + std::string(100000, '(') + "\nAnswer: 7")
              .correct);
}

TEST_CASE("an answer in another unit is none") {
    const std::string prompt = "How many metres are 4 kilometres?";
    for (const char *right : {"Answer: 4000", "Answer: 4000 m", "4,000 metres",
                              "The answer is \\boxed{4000 \\text{ m}}", "答案：4000米", "答案是四千米"})
        CHECK_MESSAGE(grade(prompt, "4000", right).correct, right);
    for (const char *wrong :
         {"Answer: 4 km", "Answer: 4000 km", "Answer: 4000 cm", "4 kilometres", "答案：4000千米", "Answer: 4000 or 4"})
        CHECK_MESSAGE(!grade(prompt, "4000", wrong).correct, wrong);
}

TEST_CASE("settings have the effect that they promise") {
    std::map<std::int64_t, int> terms;
    int minus = 0, all = 0;
    for (const Json &row :
         make("sums", {{"min_terms", 2}, {"max_terms", 5}, {"min_digits", 3}, {"max_digits", 3}}, 1000)) {
        ++terms[row["terms"].get<std::int64_t>()];
        const std::string prompt = row["prompt"];
        minus += static_cast<int>(std::count(prompt.begin(), prompt.end(), '-'));
        all += static_cast<int>(std::count(prompt.begin(), prompt.end(), '-') +
                                std::count(prompt.begin(), prompt.end(), '+'));
        CHECK(std::regex_search(prompt, std::regex("\\b\\d{3}\\b")));
        CHECK_FALSE(std::regex_search(prompt, std::regex("\\b(\\d{1,2}|\\d{4,})\\b")));
    }
    for (std::int64_t n = 2; n <= 5; ++n) CHECK(terms[n] == doctest::Approx(250).epsilon(0.2));
    CHECK(minus > all / 4); // half of them, where the total allows it
    CHECK(minus < all / 2 + all / 20);
    for (const Json &row : make("word_problems", {{"min_distractors", 2}, {"max_distractors", 2}}, 100))
        CHECK(row["distractors"] == 2);
    for (const Json &row : make("chain", {{"multiply", 0}, {"divide", 0}, {"language", "zh"}}, 100)) {
        CHECK(row["prompt"].get<std::string>().find("乘") == std::string::npos);
        CHECK(row["language"] == "zh");
    }
}

TEST_CASE("bad settings are told by their names") {
    const auto fails = [](const char *name, const Json &config, std::int64_t count = 1) {
        const auto made = task(name).make(config, 1, count);
        REQUIRE_FALSE(made.has_value());
        return made.error();
    };
    CHECK(fails("sums", {{"min_terms", 5}, {"max_terms", 3}}).field == "max_terms");
    CHECK(fails("sums", {{"min_digits", 3}, {"max_digits", 2}}).field == "max_digits");
    CHECK(fails("chain", {{"min_steps", 5}}).field == "max_steps");
    CHECK(fails("word_problems", {{"min_distractors", 4}}).field == "max_distractors");
    CHECK(fails("units", {{"min_steps", 4}}).field == "max_steps");
    CHECK(fails("sums", {{"max_terms", 2}, {"max_digits", 1}}, 1000).code == "task.exhausted");
}

TEST_CASE("the same seed gives the same problems on every machine") {
    const std::map<std::string, std::string> fiftieth = {
        {"sums", "What is 87 - 1160 + 50 - 9681 + 5389?"},
        {"chain", "从13开始。一个朋友说7。减去11。乘以6。减去8。一个朋友说7。加上9。最后得到多少？"},
        {"word_problems", "Ben is 29 years old. There are 49 apples in the bag of Ben. Ben finds 53 more apples. Ben "
                          "is 28 years old. Ben buys 4 boxes with 4 apples each. Leo loses 51 apples. Ben buys 7 boxes "
                          "with 5 apples each. How many apples does Ben have now?"},
        {"units", "How many hours are 6649200 seconds?"},
    };
    for (const auto &[name, config] : kSettings)
        CHECK(make(name, config, 50).back()["prompt"] == fiftieth.at(name) + "\n"); // all draws before it went as here
}
