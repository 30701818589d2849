// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lapidary {

/// A day of the Gregorian calendar, or a weekday alone.
struct Day {
    std::int64_t number = 0; ///< days since 1970-01-01; of a weekday 0 (Monday) to 6
    bool weekday = false;
    bool operator==(const Day &) const = default;
};

std::optional<Day> dayOf(std::int64_t year, std::int64_t month,
                         std::int64_t day); ///< nothing where there is no such day
Day shifted(Day day, std::int64_t days);
/// Days from the day to the last of its month.
std::int64_t daysLeftInMonth(Day day);
std::int64_t dayOfMonth(Day day);

std::string iso(Day day);                  ///< "2024-04-14"; "Friday"
std::string toText(Day day, bool chinese); ///< "April 14, 2024", "2024年4月14日"; "Friday", "星期五"

/// The day that a text begins with: dates with a year, in ISO order, English or Chinese; weekdays. Takes it. Dates
/// such as 04/05/2024, which are read in two ways, are none.
std::optional<Day> takeDay(std::string_view &text);

} // namespace lapidary
