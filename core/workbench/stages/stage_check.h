// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/text/tokenizer/tokenizer.h"
#include <optional>

namespace lapidary {

/// What would end a stage of a kind that is no training, as far as its settings and the tokenizer of its model tell
/// before it begins. The error names the setting. Nothing: no check is known, or nothing is wrong.
std::optional<Error> stageProblem(std::string_view kind, const Json &config, const Tokenizer *tokenizer);

} // namespace lapidary
