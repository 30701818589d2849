// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace lapidary {

/// A task that a row sets, and how it was answered there.
struct InstructSeed {
    std::int64_t row = 0;
    std::string task{}, answer{}; ///< answer: empty where the row has none
};

/// What these questions begin with: what says it again is a copy.
inline constexpr const char *kAskedPlainly = "Come up with a series of tasks";
inline constexpr const char *kAskedInChat = "Below is a series of tasks";

/// What asks a model for further tasks behind those that are shown: numbered on, as a text that goes on, or as a
/// question to a model that chats.
std::string moreTasksPrompt(const std::vector<std::string> &shown, std::int64_t wanted, bool chats);
/// What ends such a text: the task behind the last that is wanted.
std::string moreTasksEnd(std::size_t shown, std::int64_t wanted);

/// The tasks of such an answer: each behind "Task 9:", "9." or the like at the beginning of a line. A text that goes on
/// begins with one. What stands before the first number of a chat is no task, unless there is no number at all;
/// thoughts are none. Where the answer was cut, so was the last.
struct ProposedTasks {
    std::vector<std::string> tasks{};
    bool cut = false; ///< a last one is left out
};
ProposedTasks proposedTasks(const std::string &answer, bool chats, bool cut);

/// What asks a model that does not chat for an answer, behind answers to other tasks.
std::string answerPrompt(const std::vector<InstructSeed> &shown, const std::string &task);
inline constexpr const char *kAnswerEnd = "\nTask:";

} // namespace lapidary
