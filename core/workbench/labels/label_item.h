// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/records.h"
#include <cstdint>
#include <string>
#include <vector>

namespace lapidary {

/// One of the answers of an item, and who gave it: told only when the item has been judged.
struct LabelCandidate {
    std::string text{}, run{}, name{}; ///< run: its id; name: what people call it
    bool terminated = true;            ///< false: it was cut, so that its end is not the model's
    bool operator==(const LabelCandidate &) const = default;
};

/// What is judged at one go: answers to one prompt, or the steps of one answer. Frozen: judgements are LabelEvents.
/// Its answers are called a, b, c … in their order here, whatever the order on the screen.
struct LabelItem {
    std::string id{}, prompt{};
    std::vector<LabelCandidate> answers{};
    Messages turns{};                 ///< the prompt where it is a conversation, whose words `prompt` shows
    std::vector<std::string> steps{}; ///< of the only answer, where steps are judged
    Messages talk{};                  ///< the whole conversation, where the steps are the assistant's turns in it
    std::string origin{};             ///< runs (found in samples), data (rows of a file), generated, arena
    std::string repeats{};            ///< the id of the item that is asked here for a second time
    bool operator==(const LabelItem &) const = default;
};

enum class LabelStatus { Pending, Draft, Done, Skipped };

/// What one person has said about an item so far.
struct LabelMark {
    std::string verdict{}; ///< in the words of the queue's kind; empty: none
    std::string begun{};   ///< a verdict that is not given yet
    bool strong = false, skipped = false, flagged = false, seen = false;
    bool named = false;       ///< the person has seen whose answers these are
    bool blind = false;       ///< and had not when the verdict was given
    bool suggested = false;   ///< the person has seen what a judge says of it
    bool unaided = false;     ///< and had not when the verdict was given
    std::string accepted{};   ///< the judge whose suggestion the verdict is; empty: the person's own
    std::string rejected{};   ///< the judge whose suggestion the person does not believe
    std::string shown = "ab"; ///< how the answers stood when the verdict was given
    std::string comment{}, ideal{};
    std::int64_t milliseconds = 0; ///< until the verdict
    LabelStatus status() const;    ///< a draft is begun, or has a note
    char preferred() const;        ///< of a pair: 'a', 'b', or 0 without one
    const std::string &now() const { return begun.empty() ? verdict : begun; } ///< what is seen
    bool operator==(const LabelMark &) const = default;
};

} // namespace lapidary
