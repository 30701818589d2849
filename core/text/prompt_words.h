// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <map>
#include <string>

namespace lapidary {

/// `pattern` with "{name}" replaced by what `values` have for it, in one pass: braces in a value stay what they are, so
/// that an answer cannot bring words of its own into a judge's question. "{" before anything else is a brace.
/// Errors: prompt.unknown_word for a {name} that has no value, with those that have one.
Result<std::string> fillPrompt(const std::string &pattern, const std::map<std::string, std::string> &values);

} // namespace lapidary
