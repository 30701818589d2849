// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <nlohmann/json.hpp>

/// What the words of a region mean: the content parsers of transformers' response templates, with their names.
namespace lapidary::response {

bool isParser(const std::string &name);
std::string parserNames();
/// Errors: response.bad_answer, response.bad_template for arguments that cannot be.
Result<Json> parseContent(const std::string &text, const std::string &parser, const Json &arguments);

/// "python-call-list": [f(a=1), g()] → [{"name", "arguments"}, …].
Result<Json> parseCallList(const std::string &text);

/// Arguments of tool calls that are texts, as the schemas of the tools type them: "7" is 7 where an integer is wanted.
/// `value`: what a region gave, which may be a call or a list of calls.
void typeArguments(Json &value, const Json &tools);

/// As Python's str.strip(), and int() and float() of a text; nothing where they refuse it or JSON has no such number.
std::string stripped(const std::string &text);
std::optional<std::int64_t> wholeNumber(const std::string &text);
std::optional<double> number(const std::string &text);

Error unreadable(Sentence message, const std::string &found);

} // namespace lapidary::response
