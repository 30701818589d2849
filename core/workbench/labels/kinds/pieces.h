// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/labels/kinds/kind.h"

namespace lapidary {

// What several kinds are made of.

/// The place in the item of the answer that stands at a place of the screen, as "ba" has b at 0.
inline std::size_t answerAt(const LabelTask &task, std::size_t place) {
    return static_cast<std::size_t>(task.order[place] - 'a');
}
inline std::size_t placeOf(const LabelTask &task, std::size_t answer) {
    return task.order.find(static_cast<char>('a' + answer));
}

inline std::size_t noCells(const LabelTask &) {
    return 0;
}
inline std::vector<LabelPreference> noPreferences(const LabelTask &, const LabelMark &) {
    return {};
}

/// The number at the end of an action ("place3"), 0 where it is another one.
std::size_t numberOf(const std::string &action, std::string_view word);

/// "submit" by the return key.
LabelAction submitAction();

/// The prompt as the training reads it, and an answer to it: words, or turns where the prompt is a conversation.
Messages promptOf(const LabelItem &item);
Messages answerOf(const LabelItem &item, const std::string &text);

/// A row for each preference between two different texts, and one for an ideal answer over each that it differs from.
/// Ids: the item's, with /ideal-a … for the latter and /ab … where the item has more than two answers.
std::vector<Record> preferenceRows(const LabelTask &task, const LabelMark &mark,
                                   const std::vector<LabelPreference> &preferences);
std::string_view makesPreferences(std::size_t answers);

} // namespace lapidary
