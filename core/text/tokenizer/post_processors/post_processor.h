// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/text/tokenizer/encoding.h"
#include <functional>
#include <memory>
#include <optional>

namespace lapidary {

/// What is put around the tokens of a text, and how their offsets are trimmed. The parts are joined in the end.
using PostProcessor = std::function<void(std::vector<Encoding> &parts, std::string_view text, bool addSpecial)>;

/// Whether the tokenizer has a token of that id.
using HasToken = std::function<bool(std::int64_t id)>;

/// An empty function for null; kinds that are not known are refused by name.
Result<PostProcessor> makePostProcessor(const Json &spec, const HasToken &hasToken, const std::string &file,
                                        int depth = 0);

} // namespace lapidary
