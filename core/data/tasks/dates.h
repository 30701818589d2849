// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"
#include "core/data/tasks/task.h"

namespace lapidary {

/// Questions of dates and weekdays:
///     What date is 40 days after March 5, 2024?        If today is Tuesday, what day of the week is it in 45 days?
///     March 5, 2024 + 26 days = March 31, 2024         45 - 42 = 3
///     March 31, 2024 + 14 days = April 14, 2024        Tuesday + 3 days = Friday
///     Answer: April 14, 2024                           Answer: Friday
struct DatesConfig {
    std::string kind = "both"; ///< date, weekday, both
    std::int64_t minDays = 2, maxDays = 60;
    std::int64_t firstYear = 1990, lastYear = 2030;
    double before = 0.3; ///< share of questions that go back
    std::string language = "en";
    double errorRate = 0;
    static const Described<DatesConfig> &described();
};

TaskInfo datesTask();
/// The rule "dates": a date with its year in any usual spelling ("2024-04-14", "14 April 2024", "2024年4月14日"), or a
/// weekday. A step goes on from the day that the solution came to.
std::unique_ptr<Rule> makeDatesRule();

} // namespace lapidary
