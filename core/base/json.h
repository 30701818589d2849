// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <cstddef>
#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace lapidary {

/// Keeps the order of keys, because people and templates care about it.
using Json = nlohmann::ordered_json;

struct JsonLimits {
    int depth = 64;                 ///< 64 for configurations, 128 for data
    bool duplicateKeys = false;     ///< true keeps the last one, as lax readers do
    std::size_t members = SIZE_MAX; ///< of one object
};

/// Strict JSON (RFC 8259): no comments, no NaN, one value, UTF-8, a byte-order mark is accepted.
/// Errors carry `json.*` codes with line and byte offset.
/// `lines`, where given, receives the line of every key and list item ("stage.2.beta" → 7).
Result<Json> parseJson(std::string_view text, const JsonLimits &limits = {}, const std::string &file = {},
                       std::map<std::string, int> *lines = nullptr);

/// Serialises on one line; invalid UTF-8 becomes U+FFFD instead of an exception.
std::string dumpJson(const Json &value, int indent = -1);

/// Numbers that round-trip: f32 values get nine significant digits.
Json jsonOfFloat(float value);

/// Puts a sentence under a key: its English, and where it has values, its id and these beside it under "said". What was
/// written without them is known by its English.
void putSentence(Json &object, const std::string &key, const Sentence &sentence);
Sentence sentenceIn(const Json &object, const std::string &key);

Json toJson(const Error &error);
Error errorFromJson(const Json &value);

/// Typed access that names the field when it is missing or of the wrong type.
Result<std::string> getString(const Json &object, std::string_view key);
Result<double> getNumber(const Json &object, std::string_view key);
Result<std::int64_t> getInteger(const Json &object, std::string_view key);

} // namespace lapidary
