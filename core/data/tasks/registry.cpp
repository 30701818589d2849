// SPDX-License-Identifier: Apache-2.0
#include "core/data/asked.h"
#include "core/data/tasks/chain.h"
#include "core/data/tasks/chain_mod.h"
#include "core/data/tasks/countdown.h"
#include "core/data/tasks/dates.h"
#include "core/data/tasks/gsm8k.h"
#include "core/data/tasks/sums.h"
#include "core/data/tasks/units.h"
#include "core/data/tasks/word_problems.h"

namespace lapidary {

std::span<const TaskInfo> tasks() {
    static const TaskInfo list[] = {
        chainModTask(),     gsm8kTask(), sumsTask(),  chainTask(),
        wordProblemsTask(), unitsTask(), datesTask(), countdownTask(),
    };
    return list;
}

std::string questionOf(const Json &row) {
    for (const char *key : {"question", "prompt"})
        if (const auto text = getString(row, key)) return *text;
    if (const auto talk = conversationAsked(row); talk && *talk) return wordsOf((*talk)->turns);
    return dumpJson(row);
}

std::string canonicalForm(std::string_view rule, std::string_view prompt) {
    for (const auto &task : tasks())
        if (task.canonical && rule == task.rule)
            if (auto form = task.canonical(prompt)) return std::move(*form);
    std::string text;
    for (const char c : prompt) {
        const bool blank = std::string_view(" \t\r\n").find(c) != std::string_view::npos;
        if (!blank)
            text += c;
        else if (!text.empty() && text.back() != ' ')
            text += ' ';
    }
    if (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
}

Result<const TaskInfo *> taskByName(const std::string &name) {
    std::string known;
    for (const auto &task : tasks()) {
        if (name == task.name) return &task;
        known += (known.empty() ? "" : ", ") + std::string(task.name);
    }
    return fail({.code = "task.unknown",
                 .message = "There is no such task.",
                 .field = "task",
                 .found = name,
                 .expected = known,
                 .remedy = "Name one of these."});
}

} // namespace lapidary
