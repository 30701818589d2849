// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/chat_template/chat_template.h"
#include <map>
#include <optional>

namespace lapidary {

/// A rendered conversation and the renderings of its beginnings, each made once.
class ChatPrefixes {
public:
    ChatPrefixes(const ChatTemplate &chat, const Json &request, const std::string &whole, std::time_t now)
        : chat_(chat), request_(request), whole_(whole), now_(now) {}

    const std::string &whole() const { return whole_; }
    const Json &messages() const;
    bool isAssistant(std::size_t message) const;
    /// The first `count` messages, with what asks the assistant to speak or without; nothing where the template
    /// refuses.
    const std::optional<std::string> &of(std::size_t count, bool prompt);
    /// All messages, but one of them another, as the whole was asked for.
    std::optional<std::string> with(std::size_t message, Json other) const;

    /// The first place where the rule does not hold. Before a message of the assistant the beginning is rendered with
    /// the prompt that asks for it: this is what a model sees when it is to write that message.
    std::optional<PrefixBreak> firstBreak();

private:
    std::optional<std::string> render(Json messages, bool prompt) const;

    const ChatTemplate &chat_;
    const Json &request_;
    const std::string &whole_;
    std::time_t now_;
    std::map<std::pair<std::size_t, bool>, std::optional<std::string>> made_{};
};

/// Special tokens as they are written: all, and those that end a turn.
struct ChatMarks {
    std::vector<std::string> special{}, ends{};
};

/// Where the assistant's own words stand, for a template that does not mark them: [begin, end) in bytes for each of its
/// messages. They begin behind what asks for the message and end behind the mark that ends the turn, without the white
/// space behind that. Found by rendering beginnings of the conversation; where the template writes those otherwise, by
/// rendering it with other words in that message's place. template.no_generation where neither tells.
Result<std::vector<std::pair<std::size_t, std::size_t>>> assistantSpans(ChatPrefixes &prefixes, const ChatMarks &marks);

} // namespace lapidary
