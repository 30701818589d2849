// SPDX-License-Identifier: Apache-2.0
#include "core/data/tasks/calendar.h"
#include <algorithm>
#include <array>

namespace lapidary {
namespace {

constexpr std::string_view kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December"};
constexpr std::string_view kWeekdays[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
constexpr std::string_view kChineseDays[] = {"一", "二", "三", "四", "五", "六", "日", "天"};
constexpr std::int64_t kFirstYear = 1583, kLastYear = 9999;

struct Civil {
    std::int64_t year, month, day;
};

bool isLeap(std::int64_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

std::int64_t daysIn(std::int64_t year, std::int64_t month) {
    static constexpr std::int64_t kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return kDays[month - 1] + (month == 2 && isLeap(year) ? 1 : 0);
}

/// Days before the first of January of a year, counted from that of 1970.
std::int64_t daysBefore(std::int64_t year) {
    const auto leaps = [](std::int64_t before) { return before / 4 - before / 100 + before / 400; };
    return 365 * (year - 1970) + leaps(year - 1) - leaps(1969);
}

Civil civil(Day day) {
    std::int64_t year = 1970 + day.number / 366;
    while (daysBefore(year) > day.number) --year;
    while (daysBefore(year + 1) <= day.number) ++year;
    std::int64_t rest = day.number - daysBefore(year), month = 1;
    while (rest >= daysIn(year, month)) rest -= daysIn(year, month++);
    return {year, month, rest + 1};
}

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void skip(std::string_view &text, std::string_view among) {
    text.remove_prefix(std::min(text.find_first_not_of(among), text.size()));
}

bool take(std::string_view &text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

/// A number of so many digits at most.
std::optional<std::int64_t> takeDigits(std::string_view &text, std::size_t most) {
    const auto length = std::min(text.find_first_not_of("0123456789"), text.size());
    if (length == 0 || length > most) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : text.substr(0, length)) value = 10 * value + (c - '0');
    text.remove_prefix(length);
    return value;
}

/// One of the names or the first three letters of it, in any case. Takes the word.
template <std::size_t N>
std::optional<std::int64_t> takeName(std::string_view &text, const std::string_view (&names)[N]) {
    const auto length = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), isLetter) - text.begin());
    std::string word(text.substr(0, length));
    for (char &c : word) c = static_cast<char>(c | 0x20);
    if (!word.empty()) word[0] = static_cast<char>(word[0] & ~0x20);
    for (std::size_t i = 0; i < N; ++i)
        if (word == names[i] || word == names[i].substr(0, 3) || (word == "Sept" && names[i] == "September")) {
            text.remove_prefix(length);
            (void)(word.size() < names[i].size() && take(text, "."));
            return static_cast<std::int64_t>(i);
        }
    return std::nullopt;
}

std::optional<std::int64_t> takeDayOfMonth(std::string_view &text) {
    const auto day = takeDigits(text, 2);
    if (day)
        for (const std::string_view ending : {"st", "nd", "rd", "th"})
            if (text.starts_with(ending) && (text.size() == 2 || !isLetter(text[2]))) {
                text.remove_prefix(2);
                break;
            }
    return day;
}

/// "2024-04-14", "2024/4/14", "2024年4月14日"
std::optional<Day> takeYearFirst(std::string_view &text) {
    const auto year = takeDigits(text, 4);
    if (!year || *year < kFirstYear) return std::nullopt;
    const std::string_view sign = text.substr(0, 1);
    const bool chinese = take(text, "年"), numeric = !chinese && (take(text, "-") || take(text, "/"));
    const auto month = chinese || numeric ? takeDigits(text, 2) : std::nullopt;
    if (!month || !take(text, chinese ? "月" : sign)) return std::nullopt;
    const auto day = takeDigits(text, 2);
    if (!day || (chinese && !take(text, "日") && !take(text, "号"))) return std::nullopt;
    return dayOf(*year, *month, *day);
}

/// "April 14, 2024", "Apr. 14th 2024", "14 April 2024", "the 14th of April, 2024"
std::optional<Day> takeEnglish(std::string_view &text) {
    if (take(text, "the ")) skip(text, " ");
    auto day = takeDayOfMonth(text);
    skip(text, " ");
    if (day && take(text, "of ")) skip(text, " ");
    const auto month = takeName(text, kMonths);
    if (!month) return std::nullopt;
    skip(text, " ");
    if (!day) day = takeDayOfMonth(text);
    skip(text, " ,");
    const auto year = day ? takeDigits(text, 4) : std::nullopt;
    return year ? dayOf(*year, *month + 1, *day) : std::nullopt;
}

std::optional<Day> takeWeekday(std::string_view &text) {
    for (const std::string_view week : {"星期", "礼拜", "周"}) {
        if (!text.starts_with(week)) continue;
        for (std::size_t i = 0; i < std::size(kChineseDays); ++i)
            if (text.substr(week.size()).starts_with(kChineseDays[i])) {
                text.remove_prefix(week.size() + kChineseDays[i].size());
                return Day{static_cast<std::int64_t>(std::min<std::size_t>(i, 6)), true};
            }
    }
    const auto day = takeName(text, kWeekdays);
    return day ? std::optional(Day{*day, true}) : std::nullopt;
}

} // namespace

std::optional<Day> dayOf(std::int64_t year, std::int64_t month, std::int64_t day) {
    if (year < kFirstYear || year > kLastYear || month < 1 || month > 12 || day < 1 || day > daysIn(year, month))
        return std::nullopt;
    std::int64_t number = daysBefore(year) + day - 1;
    for (std::int64_t before = 1; before < month; ++before) number += daysIn(year, before);
    return Day{number};
}

Day shifted(Day day, std::int64_t days) {
    if (!day.weekday) return {day.number + days};
    return {((day.number + days) % 7 + 7) % 7, true};
}

std::int64_t daysLeftInMonth(Day day) {
    const Civil at = civil(day);
    return daysIn(at.year, at.month) - at.day;
}

std::int64_t dayOfMonth(Day day) {
    return civil(day).day;
}

std::string iso(Day day) {
    if (day.weekday) return std::string(kWeekdays[day.number]);
    const Civil at = civil(day);
    const auto two = [](std::int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    return std::to_string(at.year) + "-" + two(at.month) + "-" + two(at.day);
}

std::string toText(Day day, bool chinese) {
    if (day.weekday) return chinese ? "星期" + std::string(kChineseDays[day.number]) : iso(day);
    const Civil at = civil(day);
    const std::string year = std::to_string(at.year), number = std::to_string(at.day);
    if (chinese) return year + "年" + std::to_string(at.month) + "月" + number + "日";
    return std::string(kMonths[at.month - 1]) + " " + number + ", " + year;
}

std::optional<Day> takeDay(std::string_view &text) {
    for (const auto read : {takeYearFirst, takeEnglish, takeWeekday}) {
        auto rest = text;
        if (auto day = read(rest)) {
            text = rest;
            return day;
        }
    }
    return std::nullopt;
}

} // namespace lapidary
