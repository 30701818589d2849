// SPDX-License-Identifier: Apache-2.0
#include "core/data/conversation_tokens.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr std::int64_t kNotLearnt = -100;

/// Of each message of the assistant, whether it is learnt.
std::vector<bool> weightsOf(const Conversation &conversation) {
    std::vector<bool> learnt;
    for (const auto &turn : conversation.turns)
        if (turn.role == "assistant") learnt.push_back(turn.extra.value("weight", Json(1)) != 0);
    return learnt;
}

Error unmarked(Sentence found) {
    return {.code = "template.no_generation",
            .message = "the chat template does not mark each of the assistant's messages, so that those of weight 0 "
                       "cannot be told from the others",
            .found = std::move(found),
            .expected = "{% generation %} … {% endgeneration %} around each of the assistant's messages",
            .remedy = "Mark them in the template, or learn whole conversations: assistant_only_loss = false."};
}

} // namespace

Json templateRequest(const Conversation &conversation) {
    Json request = {{"messages", Json::array()}};
    for (const auto &turn : conversation.turns) {
        Json message = {{"role", turn.role}, {"content", turn.content}};
        message.update(turn.extra);
        request["messages"].push_back(std::move(message));
    }
    if (!conversation.tools.is_null()) request["tools"] = conversation.tools;
    return request;
}

Result<TokenIds> conversationTokens(ChatPrompt &chat, const Conversation &conversation, bool assistantOnly,
                                    ChatFindings *findings, std::int64_t line) {
    const auto request = templateRequest(conversation);
    const auto written = assistantOnly ? chat.forTraining(request) : chat.of(request);
    if (!written) return unexpected(written.error());
    if (findings) findings->add(*written, line);
    TokenIds out{.ids = {written->ids.begin(), written->ids.end()}};
    out.labels = out.ids;
    if (!assistantOnly) return out;
    const auto learnt = weightsOf(conversation);
    const bool all = std::find(learnt.begin(), learnt.end(), false) == learnt.end();
    if ((written->spans == 0 && !learnt.empty()) || (!all && written->spans != learnt.size()))
        return fail(unmarked({"{0} places for {1} messages", written->spans, learnt.size()}));
    for (std::size_t i = 0; i < out.labels.size(); ++i) {
        const int span = written->assistantSpan[i];
        if (span < 0 || (!all && !learnt[static_cast<std::size_t>(span)])) out.labels[i] = kNotLearnt;
    }
    return out;
}

} // namespace lapidary
