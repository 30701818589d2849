// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// What the content of a message holds.
struct Content {
    std::optional<std::string> text{}; ///< nothing: null
    std::string thoughts{};
    Json calls = Json::array(); ///< of tools, as OpenAI has them
    Messages results{};         ///< of tools: messages of their own, which stand before this one
};

/// A text, or a list of parts: texts (OpenAI, Anthropic, LLaMA-Factory), thoughts (Mistral, Anthropic), calls of tools
/// and their results (Anthropic, LLaMA-Factory). Pictures and sounds are refused by name: row.wrong_type.
Result<Content> readContent(const Json &content, const std::string &field);

/// A call of a tool, or several, as an object, a list or their JSON in a text; put behind `calls` in OpenAI's words.
/// Errors: row.wrong_type.
Status readCalls(const Json &given, const std::string &field, Json &calls);

} // namespace lapidary
