// SPDX-License-Identifier: Apache-2.0
// Days become a date by the proleptic Gregorian calendar, as std::chrono has it (which knows no years beyond 32767: the
// bounds come first).
#include "app/parquet/times.h"
#include <chrono>
#include <cstdio>

namespace lapidary::parquet_rows {
namespace {

constexpr std::int64_t kSecondsOfDay = 86400, kFirstDay = -719528, kLastDay = 2932896; // years 0 and 9999

std::int64_t floorDivided(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

} // namespace

std::optional<std::string> dateText(std::int64_t days) {
    if (days < kFirstDay || days > kLastDay) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text;
}

std::optional<std::string> clockText(std::int64_t parts, std::int64_t perSecond) {
    if (parts < 0 || parts / perSecond >= kSecondsOfDay) return std::nullopt;
    const auto seconds = static_cast<int>(parts / perSecond);
    char text[24];
    std::snprintf(text, sizeof text, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    std::string out = text;
    if (perSecond == 1) return out;
    const std::string behind = std::to_string(perSecond + parts % perSecond); // a 1 and the digits
    return out + "." + behind.substr(1);
}

std::optional<std::string> momentText(std::int64_t parts, std::int64_t perSecond) {
    const std::int64_t perDay = kSecondsOfDay * perSecond, day = floorDivided(parts, perDay);
    const auto date = dateText(day);
    const auto clock = date ? clockText(parts - day * perDay, perSecond) : std::nullopt;
    return clock ? std::optional(*date + "T" + *clock) : std::nullopt;
}

} // namespace lapidary::parquet_rows
