// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/chat_template/chat_template.h"

namespace lapidary {

/// Writes a chat of a request with a template. What OpenAI's interface and logs of it hold is read as templates want
/// it: arguments of tool calls that are JSON text become objects, and the other way where the template writes them as
/// they are; a content in parts becomes one text where the template knows no parts; what was thought goes to
/// "reasoning_content" and "thinking"; what is null is left out; tools that are JSON text become a list.
/// Errors name the message by its number: request.bad_message beside those of templateVariables() and
/// Template::render().
Result<Template::Rendered> renderChat(const Template &chosen, const Json &request, const Json &specialTokens,
                                      std::time_t now);

} // namespace lapidary
