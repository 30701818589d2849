// SPDX-License-Identifier: Apache-2.0
#include "core/data/tasks/countdown.h"
#include <cmath>
#include <doctest/doctest.h>
#include <set>

using namespace lapidary;

namespace {

const std::string kPrompt =
    "Use the numbers 3, 7, 25 and 4 to make 46. Each number may be used at most once, with + - * / and brackets.";

Verdict grade(const std::string &completion, const std::string &prompt = kPrompt) {
    return makeCountdownRule()->grade({.id = "1", .prompt = prompt, .reference = ""}, completion);
}

std::vector<Json> make(const Json &config, std::int64_t count, std::uint64_t seed = 1) {
    const auto rows = countdownTask().make(config, seed, count);
    REQUIRE(rows.has_value());
    return *rows;
}

/// Whether the target can be reached at all, by trying everything in floating point.
bool reachable(std::vector<double> numbers, double target) {
    for (const double number : numbers)
        if (std::abs(number - target) < 1e-9) return true;
    for (std::size_t i = 0; i < numbers.size(); ++i)
        for (std::size_t j = 0; j < numbers.size(); ++j) {
            if (i == j) continue;
            std::vector<double> rest;
            for (std::size_t k = 0; k < numbers.size(); ++k)
                if (k != i && k != j) rest.push_back(numbers[k]);
            for (const char op : {'+', '-', '*', '/'}) {
                const double a = numbers[i], b = numbers[j];
                if (op == '/' && b == 0) continue;
                rest.push_back(op == '+' ? a + b : op == '-' ? a - b : op == '*' ? a * b : a / b);
                if (reachable(rest, target)) return true;
                rest.pop_back();
            }
        }
    return false;
}

} // namespace

TEST_CASE("an answer is evaluated exactly, in many spellings") {
    for (const char *right :
         {"Answer: 7 * 3 + 25", "7 * 3 + 25", "Answer: 7*3+25 = 46", "The answer is (25 + 7 \xC3\x97 3).",
          "\\boxed{25 + 3 \\times 7}", "<answer>25+3*7</answer>", "答案：25＋3×7", "答案是 3 * 7 + 25。",
          "7 * 3 = 21\n21 + 25 = 46\nAnswer: 7 * 3 + 25", "Answer: 50 - 4\nNo.\nAnswer: 25 + 7 * 3",
          "**Answer:** 25 + 7 * 3"})
        CHECK_MESSAGE(grade(right).correct, right);
    for (const char *wrong :
         {"Answer: 46", "Answer: 50 - 4", "Answer: 25 + 25 - 4", "Answer: 7 * 3 + 25 = 47", "Answer: 7 * 3 + 24", "",
          "Answer: 7 * 3 + 25 or 5", "Answer:", "7 * 3 + 25 = 46\n46", "Answer: 7 * 3 + 25 + 0", "Answer: (7 * 3 + 25",
          "Answer: 7 * 3 + 25 - 4 + 4", "Answer: 7 * 3 + 25 / 0"})
        CHECK_MESSAGE(!grade(wrong).correct, wrong);
    CHECK(grade("Answer: 3 * 7 + 25").answer == grade("Answer: 25 + 7 * 3").answer); // they vote for the same
    CHECK(grade("Answer: 3 * 7 + 25").answer != grade("Answer: 25 + 7 + 3").answer);
    const std::string eight =
        "Use the numbers 3, 3, 8 and 8 to make 24. Each number may be used at most once, with + - * / "
        "and brackets.";
    CHECK(grade("Answer: 8 / (3 - 8 / 3)", eight).correct); // by thirds
}

TEST_CASE("steps use what is left and nothing else") {
    const auto labels = [](const std::string &completion) {
        std::vector<bool> out;
        for (const auto &step : grade(completion).steps) out.push_back(step.right);
        return out;
    };
    CHECK(labels("7 * 3 = 21\n21 + 25 = 46\nAnswer: 7 * 3 + 25") == std::vector<bool>{true, true});
    CHECK(grade("7 * 3 = 21\n21 + 25 = 46\nAnswer: 7 * 3 + 25").faithful == true);
    CHECK(labels("25 - 4 = 21\n21 + 25 = 46\nAnswer: 46") == std::vector<bool>{true, false}); // 25 is used up
    CHECK(labels("7 * 3 = 22\n22 + 25 = 47\n7 + 3 = 10") == std::vector<bool>{false, true, false});
    CHECK(labels("nothing") == std::vector<bool>{});
    const std::string three =
        "Use the numbers 6, 12, 18 and 3 to make 1. Each number may be used at most once, with + - * / and brackets.";
    CHECK(grade("18 / 6 = 3\n12 / 3 = 4\n4 - 3 = 1\nAnswer: 12 / (18 / 6) - 3", three).faithful == true); // two threes
    CHECK(grade("7 * 3 = 21\n21 + 25 = 46\nAnswer: 7 * 3 + 25").followed == true);
    CHECK(grade("Answer: 7 * 3 + 25").faithful == false);
}

TEST_CASE("every problem can be solved, and its solution is graded so") {
    const Json config = {{"min_numbers", 2}, {"max_numbers", 4}, {"max_unused", 1}, {"language", "both"}};
    std::set<std::string> forms;
    for (const Json &row : make(config, 300)) {
        const auto problem = readCountdown(row["prompt"].get<std::string>());
        REQUIRE_MESSAGE(problem.has_value(), row["prompt"].get<std::string>());
        std::vector<double> numbers;
        for (const auto number : problem->numbers) numbers.push_back(static_cast<double>(number.above));
        CHECK(reachable(numbers, static_cast<double>(problem->target.above)));
        const auto verdict = makeCountdownRule()->grade(*problemFromJson(row), row["completion"]);
        CHECK_MESSAGE(verdict.faithful == true, row.dump());
        forms.insert(*countdownTask().canonical(row["prompt"].get<std::string>()));
    }
    CHECK(forms.size() == 300);
    CHECK(make(config, 50) == make(config, 50));
    CHECK(make(config, 50) != make(config, 50, 2));
}

TEST_CASE("demonstrations that miss the target calculate truly") {
    const Json plain = {{"min_numbers", 4}, {"max_numbers", 4}};
    Json config = plain;
    config["misses"] = 1;
    for (const Json &row : make(config, 100)) {
        const auto verdict = makeCountdownRule()->grade(*problemFromJson(row), row["completion"]);
        CHECK(!verdict.correct);
        CHECK(verdict.followed == false);
        CHECK(verdict.stepShare == 1.0);
    }
    config["misses"] = 0.5;
    int hits = 0;
    for (const Json &row : make(config, 200))
        hits += makeCountdownRule()->grade(*problemFromJson(row), row["completion"]).correct;
    CHECK(hits > 70);
    CHECK(hits < 130);
    config["misses"] = 0;
    CHECK(make(config, 50) == make(plain, 50));
}

TEST_CASE("slips of a countdown are labelled where they were made") {
    int wrong = 0;
    for (const Json &row : make({{"max_numbers", 5}, {"error_rate", 0.4}}, 300)) {
        std::vector<bool> labels;
        for (const auto &step : makeCountdownRule()->grade(*problemFromJson(row), row["completion"]).steps)
            labels.push_back(step.right);
        CHECK_MESSAGE(labels == row["labels"].get<std::vector<bool>>(), row.dump());
        wrong += !row["first_error"].is_null();
    }
    CHECK(wrong > 100);
}

TEST_CASE("the order of the numbers and the language make no other countdown") {
    const auto form = [](const std::string &prompt) { return canonicalForm("countdown", prompt); };
    CHECK(form(kPrompt) == form("用数字25、4、7、3得到46。每个数字最多用一次，可以用加减乘除和括号。"));
    CHECK(form(kPrompt) != form("用数字25、4、7、3得到47。每个数字最多用一次，可以用加减乘除和括号。"));
    CHECK(form(kPrompt) != form("用数字25、4、7得到46。每个数字最多用一次，可以用加减乘除和括号。"));
}

TEST_CASE("targets beyond reach and crossed settings are told") {
    const auto none =
        countdownTask().make({{"min_numbers", 2}, {"max_numbers", 2}, {"max_number", 2}, {"max_target", 4}}, 1, 50);
    REQUIRE_FALSE(none.has_value());
    CHECK(none.error().code == "task.exhausted");
    CHECK(countdownTask().make({{"min_numbers", 5}}, 1, 1).error().field == "max_numbers");
}
