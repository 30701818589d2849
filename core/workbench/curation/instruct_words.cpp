// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/curation/instruct_words.h"
#include <algorithm>
#include <optional>

namespace lapidary {
namespace {

constexpr std::string_view kBlank = " \t\r\n", kThought = "</think>";

std::string trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(kBlank);
    if (begin == text.npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(kBlank) + 1 - begin));
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// Where the words behind the number begin that a line begins with ("Task 9:", "**Task 9.**", "9)"); nothing where it
/// begins with none.
std::optional<std::size_t> behindNumber(std::string_view line) {
    std::size_t at = line.find_first_not_of(" \t*#");
    if (at == line.npos) return std::nullopt;
    const bool named = line.substr(at).starts_with("Task ") || line.substr(at).starts_with("task ");
    if (named) at = line.find_first_not_of(' ', at + 5);
    const std::size_t digits = at;
    while (at < line.size() && isDigit(line[at])) ++at;
    if (at == line.npos || at == digits || at - digits > 4 || at == line.size()) return std::nullopt;
    const char mark = line[at];
    if (mark != ':' && mark != '.' && mark != ')') return std::nullopt;
    ++at;
    while (at < line.size() && line[at] == '*') ++at;
    if (!named && at < line.size() && line[at] != ' ' && line[at] != '\t') return std::nullopt; // "3.5 litres"
    return at;
}

} // namespace

std::string moreTasksPrompt(const std::vector<std::string> &shown, std::int64_t wanted, bool chats) {
    std::string list;
    for (std::size_t i = 0; i < shown.size(); ++i)
        list += "Task " + std::to_string(i + 1) + ": " + trimmed(shown[i]) + "\n\n";
    const std::string next = "Task " + std::to_string(shown.size() + 1) + ":";
    if (!chats) return std::string(kAskedPlainly) + ":\n\n" + list + next;
    return std::string(kAskedInChat) + ". Go on with it: come up with " + std::to_string(wanted) +
           " further tasks that differ from these and from each other, each complete in itself. Write them in the same "
           "form, beginning with \"" +
           next + "\", and nothing else: no answers.\n\n" + trimmed(list);
}

std::string moreTasksEnd(std::size_t shown, std::int64_t wanted) {
    return "Task " + std::to_string(static_cast<std::int64_t>(shown) + wanted + 1) + ":";
}

ProposedTasks proposedTasks(const std::string &answer, bool chats, bool cut) {
    std::string_view text = answer;
    if (const auto thought = text.rfind(kThought); thought != text.npos) text.remove_prefix(thought + kThought.size());
    std::vector<std::string> pieces(1);
    bool numbered = false;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = text.substr(begin, end - begin);
        if (const auto behind = behindNumber(line)) {
            numbered = true;
            pieces.emplace_back(line.substr(*behind));
        } else {
            pieces.back() += (pieces.back().empty() ? "" : "\n") + std::string(line);
        }
        begin = end + 1;
    }
    if (chats && numbered) pieces.erase(pieces.begin());
    ProposedTasks out{.cut = cut};
    if (cut) pieces.pop_back();
    for (const std::string &piece : pieces)
        if (std::string task = trimmed(piece); !task.empty()) out.tasks.push_back(std::move(task));
    return out;
}

std::string answerPrompt(const std::vector<InstructSeed> &shown, const std::string &task) {
    std::string out;
    for (const InstructSeed &each : shown)
        if (!each.answer.empty()) out += "Task: " + trimmed(each.task) + "\nAnswer: " + trimmed(each.answer) + "\n\n";
    return out + "Task: " + trimmed(task) + "\nAnswer:";
}

} // namespace lapidary
