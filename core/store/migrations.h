// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

namespace lapidary {

/// "LAPD": tells our databases from others'.
inline constexpr int kApplicationId = 0x4C415044;

/// Number i brings a database from version i to i + 1. A released one never changes; a new version is a new entry.
std::span<const char *const> migrations();

} // namespace lapidary
