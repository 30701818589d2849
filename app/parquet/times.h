// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>

namespace lapidary::parquet_rows {

/// "2026-11-30", of days since 1970; nothing outside of the years 0 to 9999, which ISO 8601 has no words for.
std::optional<std::string> dateText(std::int64_t days);

/// "13:05:00" or "13:05:00.250", of parts of a second since midnight; nothing outside of a day. `perSecond`: 1, 10^3,
/// 10^6 or 10^9; as many digits are written.
std::optional<std::string> clockText(std::int64_t parts, std::int64_t perSecond);

/// "2026-11-30T13:05:00.250", of parts of a second since 1970.
std::optional<std::string> momentText(std::int64_t parts, std::int64_t perSecond);

} // namespace lapidary::parquet_rows
