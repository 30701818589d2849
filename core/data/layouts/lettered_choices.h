// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// "Which?\nA. this\nB. that": a question and what may be answered, as a model is asked. At most 26 of them.
std::string letteredQuestion(const std::string &question, const std::vector<std::string> &choices);
/// The parts again, as far as they can be told; nothing where there is no choice.
struct LetteredQuestion {
    std::string question{};
    std::vector<std::string> choices{};
};
std::optional<LetteredQuestion> letteredParts(const std::string &text);
/// "A" for 0.
std::string choiceLetter(std::size_t choice);

} // namespace lapidary
