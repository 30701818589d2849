// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"
#include "core/data/tasks/task.h"

namespace lapidary {

/// Grade-school word problems (Cobbe et al. 2021, arXiv:2110.14168), read from a file in the published layout:
/// lines of {"question", "answer"}, the answer ending in "#### 18" with calculator annotations <<16-3-4=9>> on the way.
struct Gsm8kConfig {
    std::string file{};
    bool shuffle = true;
    static const Described<Gsm8kConfig> &described();
};
TaskInfo gsm8kTask();

/// How an answer is found: announcedNumber(). Numbers are equal when their values are ("1,000", "$1000.00"). Steps are
/// the annotations; one is right when its sum has its value.
std::unique_ptr<Rule> makeGsm8kRule();

/// The number behind "####", as the published grader reads it; nothing where the answer has no such mark.
std::optional<std::string> markedAnswer(const std::string &answer);

} // namespace lapidary
