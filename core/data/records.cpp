// SPDX-License-Identifier: Apache-2.0
#include "core/data/records.h"
#include <algorithm>
#include <array>

namespace lapidary {
namespace {

template <class... Cases> struct Match : Cases... { using Cases::operator()...; };
template <class... Cases> Match(Cases...) -> Match<Cases...>;

bool isBlank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}
bool callsTool(const Message &message) {
    return message.extra.contains("tool_calls") || message.extra.contains("function_call");
}
bool isBlank(const Messages &messages) {
    return std::all_of(messages.begin(), messages.end(),
                       [](const Message &each) { return isBlank(each.content) && !callsTool(each); });
}

std::int64_t bytesOf(const Messages &messages) {
    std::int64_t bytes = 0;
    for (const auto &each : messages) bytes += static_cast<std::int64_t>(each.content.size());
    return bytes;
}

Status said(bool blank, const char *field) {
    if (!blank) return {};
    return fail({.code = "row.empty",
                 .message = "nothing could be learnt from an empty text",
                 .field = field,
                 .found = "\"\"",
                 .expected = "text"});
}

Status teaches(const Conversation &talk) {
    if (talk.turns.empty())
        return fail({.code = "row.empty",
                     .message = "the conversation has no messages",
                     .field = "messages",
                     .found = "[]",
                     .expected = "a question and an answer"});
    const auto answers = [](const Message &each) { return each.role == "assistant" && !isBlank(Messages{each}); };
    if (std::any_of(talk.turns.begin(), talk.turns.end(), answers)) return {};
    return fail({.code = "row.no_answer",
                 .message = "nobody answers in this conversation: there is nothing to learn",
                 .field = "messages",
                 .found = {"{0} messages, the last by {1}", talk.turns.size(), talk.turns.back().role},
                 .expected = "at least one message of the assistant"});
}

Status teaches(const Preference &pair) {
    if (pair.chosen != pair.rejected) return {};
    return fail({.code = "row.equal_sides",
                 .message = "chosen and rejected are the same text",
                 .field = "rejected",
                 .found = "one text for both",
                 .expected = "two different answers",
                 .remedy = "Leave this row out: nothing tells the one answer from the other."});
}

} // namespace

Messages plain(std::string text) {
    return {Message{.content = std::move(text)}};
}

std::optional<std::string> plainText(const Messages &messages) {
    if (messages.size() != 1 || !messages[0].role.empty()) return std::nullopt;
    return messages[0].content;
}

std::string_view kindOf(const Record &record) {
    // In the order of the variant.
    static constexpr std::array<std::string_view, std::variant_size_v<decltype(Record::what)>> names = {
        "text",
        "prompt_completion",
        "prompt_only",
        "conversation",
        "preference",
        "unpaired_preference",
        "stepwise_supervision",
        "token_ids",
        "token_preference"};
    return names[record.what.index()];
}

std::int64_t textBytes(const Record &record) {
    const Match bytes{
        [](const Text &it) { return static_cast<std::int64_t>(it.text.size()); },
        [](const Demonstration &it) { return bytesOf(it.prompt) + bytesOf(it.completion); },
        [](const PromptOnly &it) { return bytesOf(it.prompt); },
        [](const Conversation &it) { return bytesOf(it.turns); },
        [](const Preference &it) { return bytesOf(it.prompt) + std::max(bytesOf(it.chosen), bytesOf(it.rejected)); },
        [](const Unpaired &it) { return bytesOf(it.prompt) + bytesOf(it.completion); },
        [](const Stepwise &it) {
            std::int64_t sum = bytesOf(it.prompt);
            for (const auto &step : it.steps) sum += static_cast<std::int64_t>(step.size());
            return sum;
        },
        [](const auto &) { return std::int64_t{0}; }};
    return std::visit(bytes, record.what);
}

Status teaches(const Record &record) {
    const Match learnt{[](const Text &it) { return said(isBlank(it.text), "text"); },
                       [](const Demonstration &it) { return said(isBlank(it.completion), "completion"); },
                       [](const PromptOnly &it) { return said(isBlank(it.prompt), "prompt"); },
                       [](const Conversation &it) { return teaches(it); },
                       [](const Preference &it) { return teaches(it); },
                       [](const Unpaired &it) { return said(isBlank(it.completion), "completion"); },
                       [](const Stepwise &it) { return said(it.steps.empty(), "completions"); },
                       [](const auto &) { return Status{}; }};
    return std::visit(learnt, record.what);
}

} // namespace lapidary
