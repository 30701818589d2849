// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/labels/kinds/pieces.h"
#include <charconv>

namespace lapidary {

std::size_t numberOf(const std::string &action, std::string_view word) {
    if (!action.starts_with(word)) return 0;
    std::size_t number = 0;
    const char *end = action.data() + action.size();
    const auto [behind, wrong] = std::from_chars(action.data() + word.size(), end, number);
    return wrong == std::errc() && behind == end ? number : 0;
}

Messages promptOf(const LabelItem &item) {
    return item.turns.empty() ? plain(item.prompt) : item.turns;
}
Messages answerOf(const LabelItem &item, const std::string &text) {
    return item.turns.empty() ? plain(text) : Messages{{.role = "assistant", .content = text}};
}

LabelAction submitAction() {
    return {.name = "submit", .words = worded("Submit"), .keys = {"Return", "Enter"}};
}

std::vector<Record> preferenceRows(const LabelTask &task, const LabelMark &mark,
                                   const std::vector<LabelPreference> &preferences) {
    std::vector<Record> rows;
    const LabelItem &item = task.item;
    const auto add = [&](const std::string &id, const LabelCandidate &chosen, const LabelCandidate &rejected,
                         bool strong) {
        if (chosen.text == rejected.text) return; // two equal texts are no preference
        rows.push_back({.id = id,
                        .what = Preference{promptOf(item), answerOf(item, chosen.text), answerOf(item, rejected.text),
                                           strong ? 2.0 : 1.0, chosen.terminated, rejected.terminated}});
    };
    const auto letter = [](std::size_t answer) { return std::string(1, static_cast<char>('a' + answer)); };
    for (const auto &[better, worse, strong] : preferences)
        add(item.answers.size() > 2 ? item.id + "/" + letter(better) + letter(worse) : item.id, item.answers[better],
            item.answers[worse], strong);
    if (mark.ideal.empty()) return rows;
    for (std::size_t i = 0; i < item.answers.size(); ++i)
        add(item.id + "/ideal-" + letter(i), {.text = mark.ideal}, item.answers[i], false);
    return rows;
}

std::string_view makesPreferences(std::size_t) {
    return kindOf({.what = Preference{}});
}

} // namespace lapidary
