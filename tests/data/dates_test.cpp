// SPDX-License-Identifier: Apache-2.0
#include "core/data/tasks/calendar.h"
#include "core/data/tasks/dates.h"
#include <ctime>
#include <doctest/doctest.h>
#include <set>

using namespace lapidary;

namespace {

Verdict grade(const std::string &prompt, const std::string &reference, const std::string &completion) {
    return makeDatesRule()->grade({.id = "1", .prompt = prompt, .reference = reference}, completion);
}

const std::string kDate = "What date is 40 days after March 5, 2024?", kAfter = "2024-04-14";
const std::string kWeekday = "If today is Tuesday, what day of the week is it in 45 days?";

} // namespace

TEST_CASE("the calendar is that of the C library") {
    for (std::int64_t n = -130000; n < 300000; n += 61) {
        const std::time_t seconds = n * 86400;
        std::tm civil{};
        REQUIRE(gmtime_r(&seconds, &civil) != nullptr);
        const auto day = dayOf(civil.tm_year + 1900, civil.tm_mon + 1, civil.tm_mday);
        REQUIRE(day.has_value());
        REQUIRE(day->number == n);
        char text[16];
        std::strftime(text, sizeof text, "%Y-%m-%d", &civil);
        REQUIRE(iso(*day) == text);
        for (const bool chinese : {false, true}) {
            const std::string written = toText(*day, chinese);
            std::string_view rest = written;
            REQUIRE(takeDay(rest) == day);
            REQUIRE(rest.empty());
        }
    }
    CHECK_FALSE(dayOf(2023, 2, 29).has_value());
    CHECK(dayOf(2024, 2, 29).has_value());
    CHECK_FALSE(dayOf(1900, 2, 29).has_value());
    CHECK_FALSE(dayOf(2024, 13, 1).has_value());
}

TEST_CASE("a date counts in every usual spelling, and a part of one does not") {
    for (const char *right : {"Answer: April 14, 2024", "Answer: 14 April 2024", "Answer: 2024-04-14",
                              "Answer: Apr. 14th, 2024", "The answer is the 14th of April, 2024.", "April 14, 2024",
                              "2024/4/14", "答案：2024年4月14日", "答案是2024年4月14日，星期日。",
                              "Answer: Sunday, April 14, 2024", "\\boxed{April 14, 2024}", "**Answer:** april 14 2024"})
        CHECK_MESSAGE(grade(kDate, kAfter, right).correct, right);
    for (const char *wrong :
         {"Answer: April 14", "Answer: 04/14/2024", "Answer: April 15, 2024", "Answer: April 31, 2024",
          "Answer: April 14, 2024 or April 15, 2024", "Answer: Sunday", "", "Answer: 14",
          "April 13, 2024\nApril 14, 2024", "Answer: April 14, 2024?", "答案可能是2024年4月14日"})
        CHECK_MESSAGE(!grade(kDate, kAfter, wrong).correct, wrong);
    for (const char *right : {"Answer: Friday", "friday", "The answer is Fri.", "答案：星期五", "周五"})
        CHECK_MESSAGE(grade(kWeekday, "Friday", right).correct, right);
    for (const char *wrong : {"Answer: Thursday", "Answer: Friday or Saturday", "答案：星期四", "Answer: not Friday"})
        CHECK_MESSAGE(!grade(kWeekday, "Friday", wrong).correct, wrong);
}

TEST_CASE("a step goes on from the day that the solution came to") {
    const auto labels = [](const std::string &prompt, const std::string &reference, const std::string &completion) {
        std::vector<bool> out;
        for (const auto &step : grade(prompt, reference, completion).steps) out.push_back(step.right);
        return out;
    };
    const std::string good =
        "March 5, 2024 + 26 days = March 31, 2024\nMarch 31, 2024 + 14 days = April 14, 2024\nAnswer: ";
    CHECK(grade(kDate, kAfter, good + "April 14, 2024").faithful == true);
    CHECK(grade(kDate, kAfter, "March 5, 2024 + 40 days = April 14, 2024\nAnswer: 2024-04-14").faithful == true);
    CHECK(
        labels(kDate, kAfter, "March 5, 2024 + 26 days = March 30, 2024\nMarch 30, 2024 + 14 days = April 13, 2024") ==
        std::vector<bool>{false, true});
    CHECK(labels(kDate, kAfter, "March 6, 2024 + 26 days = April 1, 2024") == std::vector<bool>{false});
    CHECK(labels(kDate, kAfter, "March 5, 2024 - 5 days = February 29, 2024") ==
          std::vector<bool>{false}); // the wrong way
    CHECK(grade(kDate, kAfter, "March 5, 2024 + 26 days = March 31, 2024\nAnswer: April 14, 2024").faithful == false);
    CHECK(grade(kWeekday, "Friday", "45 - 42 = 3\nTuesday + 3 days = Friday\nAnswer: Friday").faithful == true);
    CHECK(labels(kWeekday, "Friday", "45 - 41 = 4\nTuesday + 4 days = Saturday") == std::vector<bool>{false, true});
    CHECK(labels(kWeekday, "Friday", "Tuesday + 3 days = Saturday") == std::vector<bool>{false});
}

TEST_CASE("questions of dates are read back, faithful, and labelled where a slip was made") {
    for (const double errorRate : {0.0, 0.3}) {
        const Json config = {{"max_days", 200}, {"language", "both"}, {"error_rate", errorRate}};
        const auto rows = datesTask().make(config, 5, 400);
        REQUIRE(rows.has_value());
        CHECK(*rows == *datesTask().make(config, 5, 400));
        std::set<std::string> forms;
        for (const Json &row : *rows) {
            const auto verdict = makeDatesRule()->grade(*problemFromJson(row), row["completion"]);
            std::vector<bool> labels;
            for (const auto &step : verdict.steps) labels.push_back(step.right);
            CHECK_MESSAGE(labels == row["labels"].get<std::vector<bool>>(), row.dump());
            CHECK_MESSAGE(verdict.faithful == row["first_error"].is_null(), row.dump());
            forms.insert(*datesTask().canonical(row["prompt"].get<std::string>()));
        }
        CHECK(forms.size() == 400);
    }
    CHECK(canonicalForm("dates", "2024年3月5日之后40天是哪一天？") == canonicalForm("dates", kDate));
    CHECK(canonicalForm("dates", "What date is 40 days before March 5, 2024?") != canonicalForm("dates", kDate));
}
