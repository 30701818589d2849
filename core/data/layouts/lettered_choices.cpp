// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/lettered_choices.h"

namespace lapidary {

std::string choiceLetter(std::size_t choice) {
    return std::string(1, static_cast<char>('A' + choice % 26));
}

std::string letteredQuestion(const std::string &question, const std::vector<std::string> &choices) {
    std::string out = question;
    for (std::size_t i = 0; i < choices.size(); ++i) out += "\n" + choiceLetter(i) + ". " + choices[i];
    return out;
}

std::optional<LetteredQuestion> letteredParts(const std::string &text) {
    const auto markOf = [](std::size_t choice) { return "\n" + choiceLetter(choice) + ". "; };
    LetteredQuestion out;
    std::size_t at = text.find(markOf(0));
    if (at == text.npos) return std::nullopt;
    out.question = text.substr(0, at);
    while (at != text.npos && out.choices.size() < 26) {
        const std::size_t begin = at + markOf(0).size();
        at = text.find(markOf(out.choices.size() + 1), begin);
        out.choices.push_back(text.substr(begin, at == text.npos ? at : at - begin));
    }
    return out;
}

} // namespace lapidary
