// SPDX-License-Identifier: Apache-2.0
#include "core/data/asked.h"
#include "core/data/layouts/registry.h"
#include <algorithm>

namespace lapidary {

Result<std::optional<Conversation>> conversationAsked(const Json &row) {
    static constexpr std::string_view kinds[] = {"prompt_only", "prompt_completion", "conversation"};
    const std::optional<Conversation> text;
    if (!row.is_object() || getString(row, "prompt")) return text;
    Json asked = row;
    for (const char *name : {"id", "reference", kOtherColumns, kOriginalCells}) asked.erase(name); // whatever is there
    const auto record = readRecord(asked, kinds);
    if (!record && record.error().code == "row.no_layout") return text;
    if (!record) return unexpected(record.error());
    Conversation out;
    if (const auto *problem = std::get_if<PromptOnly>(&record->what)) out.turns = problem->prompt;
    if (const auto *pair = std::get_if<Demonstration>(&record->what)) out.turns = pair->prompt;
    if (const auto *talk = std::get_if<Conversation>(&record->what)) {
        out = *talk;
        while (!out.turns.empty() && out.turns.back().role == "assistant") out.turns.pop_back();
    }
    if (plainText(out.turns)) return text;
    const bool asks = std::any_of(out.turns.begin(), out.turns.end(), [](const Message &turn) {
        return turn.role != "assistant" && turn.role != "system" && turn.role != "developer";
    });
    if (asks) return std::optional(std::move(out));
    return fail({.code = "row.nobody_asks",
                 .message = "a conversation in which nobody asks has nothing to answer",
                 .field = row.contains("prompt") ? "prompt" : "messages",
                 .found = dumpJson(row).substr(0, 80),
                 .expected = "a message whose role is user"});
}

std::string wordsOf(const Messages &turns) {
    const auto spoken =
        std::count_if(turns.begin(), turns.end(), [](const Message &turn) { return turn.role != "system"; });
    std::string out;
    for (const Message &turn : turns) {
        if (turn.role == "system") continue;
        if (spoken == 1) return turn.content;
        out += (out.empty() ? "" : "\n") + turn.role + ": " + turn.content;
    }
    return out;
}

} // namespace lapidary
