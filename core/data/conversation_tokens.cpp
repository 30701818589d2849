// SPDX-License-Identifier: Apache-2.0
#include "core/data/conversation_tokens.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr std::int64_t kNotLearnt = -100;

Json requestOf(const Conversation &conversation) {
    Json request = {{"messages", Json::array()}};
    for (const auto &turn : conversation.turns) {
        Json message = {{"role", turn.role}, {"content", turn.content}};
        message.update(turn.extra);
        request["messages"].push_back(std::move(message));
    }
    if (!conversation.tools.is_null()) request["tools"] = conversation.tools;
    return request;
}

/// Of each message of the assistant, whether it is learnt.
std::vector<bool> weightsOf(const Conversation &conversation) {
    std::vector<bool> learnt;
    for (const auto &turn : conversation.turns)
        if (turn.role == "assistant") learnt.push_back(turn.extra.value("weight", Json(1)) != 0);
    return learnt;
}

Error unmarked(Sentence found) {
    return {.code = "template.no_generation",
            .message = "the chat template does not mark what the assistant says, so that its words cannot be told from "
                       "the others",
            .found = std::move(found),
            .expected = "{% generation %} … {% endgeneration %} around each of the assistant's messages",
            .remedy = "Mark them in the template, or learn whole conversations: completion_only_loss = false."};
}

} // namespace

Result<TokenIds> conversationTokens(ChatPrompt &chat, const Conversation &conversation, bool assistantOnly) {
    const auto written = chat.of(requestOf(conversation));
    if (!written) return unexpected(written.error());
    TokenIds out{.ids = {written->ids.begin(), written->ids.end()}};
    out.labels = out.ids;
    if (!assistantOnly) return out;
    const auto &said = written->assistantMask;
    const auto begins = [&](std::size_t i) { return said[i] && (i == 0 || !said[i - 1]); };
    std::size_t spans = 0;
    for (std::size_t i = 0; i < said.size(); ++i) spans += begins(i);
    const auto learnt = weightsOf(conversation);
    const bool all = std::find(learnt.begin(), learnt.end(), false) == learnt.end();
    if (spans == 0 || (!all && spans != learnt.size()))
        return fail(unmarked({"{0} places for {1} messages", spans, learnt.size()}));
    std::size_t span = 0;
    for (std::size_t i = 0; i < out.labels.size(); ++i) {
        span += begins(i);
        if (!said[i] || (!all && !learnt[span - 1])) out.labels[i] = kNotLearnt;
    }
    return out;
}

} // namespace lapidary
