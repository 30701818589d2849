// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <nlohmann/json.hpp>
#include <optional>

namespace lapidary {

/// What parseJson() makes of a text without a mistake, several times as fast, by simdjson; nothing where it leaves the
/// text to the careful reader: wherever something is wrong, since simdjson cannot tell it as we do, and where few texts
/// are (numbers beyond 64 bits, repeated keys, texts so long that its tables of them would fill the memory).
std::optional<Json> quickJson(std::string_view text, const JsonLimits &limits);

/// As parseJson(), but a number of more digits than a double tells apart stays the text that it is: an id or an answer
/// of twenty digits is another one with its last digit changed.
Result<Json> parseExactJson(std::string_view text, const JsonLimits &limits);

/// Appends the value on one line, byte for byte as nlohmann::json::dump() writes it with its `replace` of invalid
/// UTF-8.
void appendJson(std::string &out, const Json &value);

} // namespace lapidary
