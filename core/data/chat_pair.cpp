// SPDX-License-Identifier: Apache-2.0
#include "core/data/chat_pair.h"
#include "core/data/layouts/turns.h"
#include <algorithm>

namespace lapidary {
namespace {

Result<ChatText> written(ChatPrompt &chat, const Messages &turns, bool asks) {
    auto messages = writeTurns(turns, kRoleAndContent);
    if (!messages)
        return fail({.code = "row.cannot_write",
                     .message = "a prompt of messages has an answer that is no message, or the other way round",
                     .found = "words without a speaker",
                     .expected = "messages with role and content on both sides"});
    return chat.of({{"messages", std::move(*messages)}, {"add_generation_prompt", asks}});
}

} // namespace

Result<ChatText> chatQuestion(ChatPrompt &chat, const Messages &prompt) {
    return written(chat, prompt, true);
}

Result<PromptCompletion> chatPair(ChatPrompt &chat, const Messages &prompt, const Messages &completion) {
    const auto head = written(chat, prompt, true);
    if (!head) return unexpected(head.error());
    Messages all = prompt;
    all.insert(all.end(), completion.begin(), completion.end());
    auto whole = written(chat, all, false);
    if (!whole) return unexpected(whole.error());
    const auto &asked = head->ids;
    const auto parted = std::mismatch(asked.begin(), asked.end(), whole->ids.begin(), whole->ids.end()).first;
    return PromptCompletion{.ids = std::move(whole->ids),
                            .promptLength = static_cast<std::size_t>(parted - asked.begin())};
}

} // namespace lapidary
