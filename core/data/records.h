// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lapidary {

/// What one speaker says. `extra`: whatever else the message holds (tool calls, reasoning, a name, a weight).
struct Message {
    std::string role{}; ///< empty: plain words that no chat template frames
    std::string content{};
    Json extra = Json::object();
    bool operator==(const Message &) const = default;
};
using Messages = std::vector<Message>;

Messages plain(std::string text);
/// The words, where they are plain: one message without a role.
std::optional<std::string> plainText(const Messages &messages);

// What a row of data can be. `terminated`: false for a text that was cut, whose end is not to be learnt.

struct Text {
    std::string text{};
    bool terminated = true;
    bool operator==(const Text &) const = default;
};
struct Demonstration {
    Messages prompt{}, completion{};
    bool terminated = true;
    bool operator==(const Demonstration &) const = default;
};
struct PromptOnly {
    Messages prompt{};
    bool operator==(const PromptOnly &) const = default;
};
struct Conversation {
    Messages turns{};
    Json tools{}; ///< null where there are none
    bool operator==(const Conversation &) const = default;
};
struct Preference {
    Messages prompt{}, chosen{}, rejected{};
    double strength = 1;
    bool chosenTerminated = true, rejectedTerminated = true;
    bool operator==(const Preference &) const = default;
};
struct Unpaired {
    Messages prompt{}, completion{};
    bool good = false, terminated = true;
    bool operator==(const Unpaired &) const = default;
};
struct Stepwise {
    Messages prompt{};
    std::vector<std::string> steps{};
    std::vector<std::optional<double>> labels{}; ///< one a step; nothing where nobody judged it
    bool operator==(const Stepwise &) const = default;
};
/// labels[i] is the token itself where it is learnt, else -100.
struct TokenIds {
    std::vector<std::int64_t> ids{}, labels{};
    bool operator==(const TokenIds &) const = default;
};
struct TokenPreference {
    TokenIds chosen{}, rejected{};
    bool operator==(const TokenPreference &) const = default;
};

/// One row, whatever file it stood in. `id` names it, `reference` is the answer that a grader compares with; both may
/// be there whatever the rest is. `other`: what the file held beside it, column by column. `original`: of one layout,
/// by its name, those cells of the file that it would write in another way. Both are kept and exported, and nothing
/// learns from them; null where there is nothing.
struct Record {
    std::optional<std::string> id{}, reference{};
    std::variant<Text, Demonstration, PromptOnly, Conversation, Preference, Unpaired, Stepwise, TokenIds,
                 TokenPreference>
        what{};
    Json other{}, original{};
    bool operator==(const Record &) const = default;
};

/// "text", "prompt_completion", "prompt_only", "conversation", "preference", "unpaired_preference",
/// "stepwise_supervision", "token_ids", "token_preference": TRL's words where it has one.
std::string_view kindOf(const Record &record);

/// The bytes that a model would read of it, for estimates: of two sides the longer one. Nothing of token ids.
std::int64_t textBytes(const Record &record);

/// Whether anything could be learnt from it, or asked. row.empty and row.equal_sides name the field of the canonical
/// row; row.no_answer: a conversation in which nobody answers.
Status teaches(const Record &record);

} // namespace lapidary
