// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/chat_template/chat_template.h"

namespace lapidary {

/// Where in a rendered chat somebody's own words look like a special token ("<|im_end|>" in a question): [begin, end)
/// in bytes. Only what the template writes may end a turn, so these stay text when the chat is tokenised. Found by
/// rendering once more with such words replaced by characters that mean nothing. template.depends_on_token where the
/// template then writes something else.
Result<std::vector<std::pair<std::size_t, std::size_t>>> literalTokens(const ChatTemplate &chat, const Json &request,
                                                                       const std::string &rendered,
                                                                       const std::vector<std::string> &specialTexts,
                                                                       std::time_t now);

} // namespace lapidary
