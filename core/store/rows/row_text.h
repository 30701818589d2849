// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lapidary {

/// Calls `see` with every text in a row (its values, not the names of its fields), without reading the JSON into
/// values. `body`: as dumpJson() writes it. Whatever else it is, nothing is read beyond its end.
void forEachText(std::string_view body, const std::function<void(std::string_view text)> &see);

/// In small letters, whatever the script; NUL becomes a blank.
std::string folded(std::string_view text);

/// All texts of a row, folded, a line each.
std::string foldedTexts(std::string_view body);

/// The columns of a row: its fields, and the members of objects in it as "field.member", as far as they hold one value.
std::vector<std::pair<std::string, const Json *>> columnsOf(const Json &row);

/// A text of more bytes is not kept apart from the row, and nothing of fields that come behind so many.
inline constexpr std::size_t kLongestColumn = 200, kMostFields = 1000;

} // namespace lapidary
